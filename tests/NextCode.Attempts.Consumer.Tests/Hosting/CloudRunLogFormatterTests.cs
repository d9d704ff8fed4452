using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NextCode.Attempts.Consumer.Hosting;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Hosting;

internal sealed class CloudRunLogFormatterTests
{
    [Test]
    public void A_line_is_one_object_with_severity_message_and_trace()
    {
        using var activity = new Activity("push");
        activity.SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        activity.Start();

        var line = Format(LogLevel.Warning, "two\n\"lines\"", new InvalidOperationException("why"));

        using var scope = Assert.EnterMultipleScope();
        Assert.That((string?)line["severity"], Is.EqualTo("WARNING"));
        Assert.That((string?)line["message"], Does.StartWith("two\n\"lines\"\n").And.Contain("why"));
        Assert.That((string?)line["time"], Is.EqualTo("2026-11-22T12:00:00.000000Z"));
        Assert.That(
            (string?)line["logging.googleapis.com/trace"],
            Is.EqualTo("projects/p/traces/0af7651916cd43dd8448eb211c80319c")
        );
        Assert.That((string?)line["logging.googleapis.com/spanId"], Is.EqualTo(activity.SpanId.ToString()));
        Assert.That((bool?)line["logging.googleapis.com/trace_sampled"], Is.True);
    }

    [TestCase(LogLevel.Debug, "DEBUG")]
    [TestCase(LogLevel.Information, "INFO")]
    [TestCase(LogLevel.Error, "ERROR")]
    [TestCase(LogLevel.Critical, "CRITICAL")]
    public void Levels_are_severities(LogLevel level, string severity) =>
        Assert.That((string?)Format(level, "m", null)["severity"], Is.EqualTo(severity));

    private static JsonNode Format(LogLevel level, string message, Exception? exception)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Consumer:ProjectId", "p")]).Build();
        using var text = new StringWriter();
        new CloudRunLogFormatter(configuration, new FixedTime()).Write(
            new LogEntry<string>(level, "category", new EventId(7), message, exception, static (state, _) => state),
            null,
            text
        );
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(1));
        return JsonNode.Parse(lines[0])!;
    }
}
