using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Telemetry;

internal sealed class OtlpExportTests
{
    [Test]
    public async Task What_the_service_measured_reaches_the_collector_before_it_stops()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using (
            var consumer = await RunningConsumer.StartAsync(
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("K_SERVICE", "attempts-consumer-eu")
            )
        )
        {
            await consumer.PushAsync(Wrapped.Message("e-1", """{"ip":"8.8.8.8"}"""));
            await consumer.PushAsync("nonsense");
            await consumer.StopAsync();
        }

        using var scope = Assert.EnterMultipleScope();
        foreach (
            var metric in new[]
            {
                "attempts.received",
                "attempts.inserted",
                "attempts.dead_lettered",
                "attempts.insert.duration",
                "attempts.insert.rows",
                "attempts.insert.waiting",
                "attempts.asn.lookups",
                "attempts.delay",
                "attempts.held",
            }
        )
        {
            Assert.That(collector.Metrics, Does.Contain(metric));
        }

        Assert.That(collector.Metrics, Does.Contain("UNREADABLE"));
        Assert.That(collector.Metrics, Does.Contain("attempts-consumer-eu"));
        Assert.That(collector.Traces, Does.Contain("attempts.ingest"));
        Assert.That(collector.Traces, Does.Contain("attempts.insert"));
    }
}
