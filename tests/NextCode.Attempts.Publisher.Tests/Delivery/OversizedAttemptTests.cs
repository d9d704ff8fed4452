using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Delivery;

namespace NextCode.Attempts.Publisher.Tests.Delivery;

public class OversizedAttemptTests
{
    private static readonly JsonSerializerOptions Unescaped = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [TestCase("plain x")]
    [TestCase("\"quoted\"\n\u0001")]
    [TestCase("日本語")]
    [TestCase("a😀")]
    public void The_response_is_cut_until_the_attempt_fits(string piece)
    {
        var shrunk = Shrink(
            new
            {
                attempt_id = "a",
                resp = Repeat(piece, 3000),
                email = "e@x",
            },
            1000
        );

        using var json = JsonDocument.Parse(shrunk);
        Assert.That(shrunk, Has.Length.LessThanOrEqualTo(1000));
        Assert.That(json.RootElement.GetProperty("resp").GetString(), Is.Not.Empty);
        Assert.That(Repeat(piece, 3000), Does.StartWith(json.RootElement.GetProperty("resp").GetString()!));
        Assert.That(json.RootElement.GetProperty("resp_truncated").GetBoolean());
        Assert.That(json.RootElement.GetProperty("email").GetString(), Is.EqualTo("e@x"));
    }

    [Test]
    public void Where_the_response_is_not_enough_the_additional_data_go_too()
    {
        var shrunk = Shrink(
            new
            {
                attempt_id = "a",
                resp = "short",
                additional_data = Repeat("x", 5000),
            },
            1000
        );

        using var json = JsonDocument.Parse(shrunk);
        Assert.That(
            json.RootElement.GetProperty("additional_data").GetString(),
            Is.EqualTo("""{"left_out_characters":5002}""")
        );
        Assert.That(shrunk, Has.Length.LessThan(1000));
    }

    [Test]
    public void What_fits_says_nothing_of_a_cut()
    {
        var shrunk = Shrink(new { attempt_id = "a", resp = "short" }, 1000);

        Assert.That(Encoding.UTF8.GetString(shrunk), Is.EqualTo("""{"attempt_id":"a","resp":"short"}"""));
    }

    [Test]
    public void What_is_no_JSON_stays_as_it_is()
    {
        Assert.That(OversizedAttempt.Shrink("no json"u8, 1), Is.EqualTo("no json"u8.ToArray()));
    }

    private static byte[] Shrink(object attempt, int maxBytes) =>
        OversizedAttempt.Shrink(JsonSerializer.SerializeToUtf8Bytes(attempt, Unescaped), maxBytes);

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
