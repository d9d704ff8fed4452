namespace NextCode.Attempts.Tests;

internal sealed class Rfc3339Tests
{
    [TestCase("2026-11-22T14:01:04Z", "2026-11-22T14:01:04.000000Z")]
    [TestCase("2026-11-22T14:01:04.1234567+02:00", "2026-11-22T12:01:04.123456Z")]
    [TestCase("2026-11-22T14:01:04.123456Z", "2026-11-22T14:01:04.123456Z")]
    [TestCase("2024-02-29T23:59:59.999999Z", "2024-02-29T23:59:59.999999Z")]
    [TestCase("0001-01-01T00:00:00.000000Z", "0001-01-01T00:00:00.000000Z")]
    [TestCase("2026-11-22 14:01:04.5Z", "2026-11-22T14:01:04.500000Z")]
    public void A_time_with_an_offset_is_read_and_written_in_utc(string text, string expected)
    {
        Assert.That(Rfc3339.TryParse(text, out var time), Is.True);
        Assert.That(Rfc3339.Format(time), Is.EqualTo(expected));
    }

    [TestCase("2026-11-22")]
    [TestCase("2026-11-22T14:01:04")]
    [TestCase("11/22/2026 14:01:04 Z")]
    [TestCase("2026-13-22T14:01:04Z")]
    [TestCase("2026-02-29T14:01:04.123456Z")]
    [TestCase("0000-01-01T00:00:00.000000Z")]
    [TestCase("2026-11-22T24:00:00.000000Z")]
    [TestCase("2026-11-22T14:01:0x.123456Z")]
    [TestCase("")]
    [TestCase(null)]
    public void Anything_else_is_refused(string? text) => Assert.That(Rfc3339.TryParse(text, out _), Is.False);
}
