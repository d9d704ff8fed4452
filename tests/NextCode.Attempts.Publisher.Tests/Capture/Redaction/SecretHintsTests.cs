using System.Text;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Tests.Capture.Redaction;

internal sealed class SecretHintsTests
{
    [TestCase("eyJ0.e30.x")]
    [TestCase("Bearer abcdefghijklmnop")]
    [TestCase("-----BEGIN RSA PRIVATE KEY-----")]
    [TestCase("4111111111111111")]
    [TestCase("4111 1111-1111 1111")]
    [TestCase("pin=1234567")]
    [TestCase("otp: 1234567")]
    public void A_shape_is_hinted_at_wherever_the_blocks_are_cut(string secret)
    {
        for (var before = 0; before < 140; before++)
        {
            var text = Encoding.UTF8.GetBytes(new string('x', before) + " " + secret + " xxxx");
            Assert.That(SecretHints.Any(text), Is.True, $"after {before} bytes");
        }
    }

    [TestCase("")]
    [TestCase("Perth")]
    [TestCase("zoe.citizen@example.com")]
    [TestCase("2026-12-11T00:00:00Z")]
    [TestCase(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
    )]
    public void What_most_values_look_like_is_no_hint(string text) =>
        Assert.That(SecretHints.Any(Encoding.UTF8.GetBytes(text)), Is.False);
}
