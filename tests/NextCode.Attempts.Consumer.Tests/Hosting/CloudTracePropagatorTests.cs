using NextCode.Attempts.Consumer.Hosting;

namespace NextCode.Attempts.Consumer.Tests.Hosting;

internal sealed class CloudTracePropagatorTests
{
    [TestCase("105445aa7843bc8bf206b12000100000/1;o=1", "00-105445aa7843bc8bf206b12000100000-0000000000000001-01")]
    [TestCase("105445AA7843BC8BF206B12000100000/255", "00-105445aa7843bc8bf206b12000100000-00000000000000ff-00")]
    [TestCase("105445aa7843bc8bf206b12000100000/0;o=1", null)]
    [TestCase("105445aa7843bc8bf206b12000100000", null)]
    [TestCase("short/1;o=1", null)]
    [TestCase("zz5445aa7843bc8bf206b12000100000/1", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Googles_header_is_read_as_the_w3cs(string? header, string? expected) =>
        Assert.That(CloudTracePropagator.ToTraceParent(header), Is.EqualTo(expected));
}
