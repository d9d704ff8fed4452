using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Tests.Capture.Redaction;

/// <summary>The vectorised copy against <see cref="ReferenceRedactor"/>, on documents made up and then damaged.</summary>
internal sealed class JsonRedactorTests
{
    private const int Documents = 150_000;

    private static readonly string[] Names =
    [
        "id",
        "a",
        "title",
        "amount",
        "email",
        "password",
        "auto_login_token",
        "a_name_that_is_longer_than_sixteen_bytes",
        "a_name_that_is_longer_than_sixteen_bites",
        "value",
        "field",
        "näme",
        "q\\u0041",
        "pass\\u0077ord",
        "x\\\"y",
        "token=abcdefgh",
        "",
    ];

    private static readonly string[] Values =
    [
        "0",
        "-1.5e+10",
        "12345678",
        "123456789012",
        "4111111111111111",
        "1763830000000",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        "\"\"",
        "\"x\"",
        "\"password\"",
        "\"Wager once, 10 days\"",
        "\"2026-12-11T00:00:00Z\"",
        "\"2026-12-11 00:00:00 +02:00\"",
        "\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl\"",
        "\"BeArEr abcdefghijklmnop1234\"",
        "\"4111 1111-1111 1111\"",
        "\"-----BEGIN PRIVATE KEY-----abc-----END PRIVATE KEY-----\"",
        "\"password=hunter2hunter2; ok\"",
        "\"see https://example.com/?token=abcdef&x=1\"",
        "\"tab\\tquote\\\"slash\\\\\"",
        "\"\\u00e9\\ud83d\\ude00\\/\"",
        "\"Zoë 😀\"",
        "\"{\\\"password\\\":\\\"nested-secret\\\",\\\"a\\\":[1,\\\"x\\\"]}\"",
        "\"[1,2\"",
        "\" [true] \"",
    ];

    private static readonly string[] Noise =
    [
        "\"",
        "\\",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        " ",
        "\n",
        "\t",
        "\u0001",
        "0",
        ".",
        "e",
        "-",
        "//c",
        "nul",
        "é",
    ];

    private readonly JsonRedactor _redactor = new CaptureSettings(new AttemptsOptions()).Redactor;

    [Test]
    public void The_copy_is_that_of_the_reference_whatever_the_document_and_wherever_it_is_cut()
    {
        var random = new Random(20261122);
        var copied = 0;
        for (var n = 0; n < Documents; n++)
        {
            var text = new StringBuilder().Append(' ', random.Next(3) == 0 ? random.Next(70) : 0);
            Append(text, random, depth: 0);
            for (var damage = random.Next(4) - 1; damage > 0; damage--)
            {
                text.Insert(random.Next(text.Length + 1), Noise[random.Next(Noise.Length)]);
            }

            var json = Encoding.UTF8.GetBytes(text.ToString());
            var complete = random.Next(3) > 0;
            // A string that the cut left open is read by neither: what is in it is lost.
            json = complete ? json : WithoutOpenString(json[..random.Next(json.Length + 1)]);
            copied += Compare(json, complete) ? 1 : 0;
        }

        Assert.That(copied, Is.GreaterThan(Documents / 4), "documents that were JSON");
    }

    [Test]
    public void A_control_character_in_a_string_and_bytes_that_are_no_text_are_no_JSON([Values(0, 1, 31)] int control)
    {
        for (var length = 0; length < 140; length++)
        {
            var text = new string('x', length);
            Assert.That(
                Compare(Encoding.UTF8.GetBytes($"{{\"a\":\"{text}{(char)control}\"}}"), complete: true),
                Is.False
            );
            Assert.That(
                Compare([.. Encoding.UTF8.GetBytes($"{{\"a\":\"{text}"), 0xC3, (byte)'"', (byte)'}'], true),
                Is.False
            );
        }
    }

    /// <returns>Whether it was JSON.</returns>
    private bool Compare(byte[] json, bool complete)
    {
        var reference = new ReferenceRedactor(_redactor);
        var workspace = Workspace.Take();
        string? expected = null;
        try
        {
            expected = reference.Copy(json, complete);
        }
        catch (JsonException)
        {
            // The redactor must refuse it, too.
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which the reader cannot turn into a string.
            return false;
        }

        string? actual = null;
        try
        {
            _redactor.Copy(json, complete, workspace.Extras, workspace, default(NoHook));
            actual = Encoding.UTF8.GetString(workspace.Extras.Written);
        }
        catch (JsonException) { }

        if (expected is null || actual is null)
        {
            Assert.That(actual, Is.EqualTo(expected), () => Encoding.UTF8.GetString(json));
            return false;
        }

        Assert.That(Normal(actual), Is.EqualTo(Normal(expected)), () => Encoding.UTF8.GetString(json));
        var secrets = Enumerable
            .Range(0, workspace.Secrets.Count)
            .Select(i => Encoding.UTF8.GetString(workspace.Secrets[i]));
        Assert.That(secrets, Is.EqualTo(reference.Secrets), () => Encoding.UTF8.GetString(json));
        return true;
    }

    private static byte[] WithoutOpenString(byte[] json)
    {
        var open = -1;
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] == '"')
            {
                open = open < 0 ? at : -1;
            }
            else if (json[at] == '\\')
            {
                at++;
            }
        }

        return open < 0 ? json : json[..(open + 1)];
    }

    // Without white space, also in JSON inside strings, and without commas that trail.
    private static string Normal(string json)
    {
        if (json.Length == 0)
        {
            return json;
        }

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true });
        return Normal(document.RootElement);
    }

    private static string Normal(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object =>
                $"{{{string.Join(',', element.EnumerateObject().Select(member => $"{member.Name}:{Normal(member.Value)}"))}}}",
            JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Normal))}]",
            JsonValueKind.String => $"'{NormalText(element.GetString()!)}'",
            _ => element.GetRawText(),
        };

    private static string NormalText(string text)
    {
        try
        {
            return text.Trim() is ['{', .., '}'] or ['[', .., ']'] ? Normal(text) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        var kind = depth == 0 ? random.Next(1, 3) : random.Next(depth > 3 ? 1 : 5);
        if (kind is 0 or > 2)
        {
            text.Append(Values[random.Next(Values.Length)]);
            return;
        }

        var space = random.Next(6) == 0 ? "\n  " : "";
        text.Append(kind == 1 ? '{' : '[');
        for (var (count, n) = (random.Next(8), 0); n < count; n++)
        {
            text.Append(n == 0 ? "" : ",").Append(space);
            if (kind == 1)
            {
                text.Append('"').Append(Names[random.Next(Names.Length)]).Append("\":").Append(space);
            }

            Append(text, random, depth + 1);
        }

        text.Append(space).Append(kind == 1 ? '}' : ']');
    }
}
