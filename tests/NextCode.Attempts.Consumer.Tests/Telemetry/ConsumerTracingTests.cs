using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Telemetry;

internal sealed class ConsumerTracingTests
{
    [TestCase("ce-traceparent")]
    [TestCase("googclient_traceparent")]
    public async Task The_trace_of_the_APIs_request_goes_through_to_the_insert(string attribute)
    {
        var origin = NewSpan();
        using var spans = new CollectedSpans();
        await using var consumer = await RunningConsumer.StartAsync();

        Assert.That(
            await consumer.PushAsync(With(attribute, $"00-{origin.TraceId}-{origin.SpanId}-01")),
            Is.EqualTo(HttpStatusCode.NoContent)
        );
        await consumer.StopAsync();

        var ingest = spans.Of(origin.TraceId).Single(static span => span.OperationName is "attempts.ingest");
        var insert = spans.Of(origin.TraceId).Single(static span => span.OperationName is "attempts.insert");
        Assert.That(ingest.ParentSpanId, Is.EqualTo(origin.SpanId));
        Assert.That(insert.ParentSpanId, Is.EqualTo(ingest.SpanId));
    }

    [Test]
    public async Task The_CloudEvents_trace_wins_over_a_client_librarys()
    {
        var (origin, library) = (NewSpan(), NewSpan());
        using var spans = new CollectedSpans();
        await using var consumer = await RunningConsumer.StartAsync();
        var message = With("ce-traceparent", $"00-{origin.TraceId}-{origin.SpanId}-01");

        await consumer.PushAsync(With("googclient_traceparent", $"00-{library.TraceId}-{library.SpanId}-01", message));
        await consumer.StopAsync();

        Assert.That(spans.Of(origin.TraceId), Has.Count.EqualTo(2));
        Assert.That(spans.Of(library.TraceId), Is.Empty);
    }

    [Test]
    public async Task A_shared_call_is_in_the_first_rows_trace_and_linked_to_the_others()
    {
        using var spans = new CollectedSpans();
        await using var consumer = await RunningConsumer.StartAsync(("Consumer:InsertCalls", "1"));
        var inserter = consumer.Services.GetRequiredService<RowInserter>();
        var release = new TaskCompletionSource();
        consumer.Table.Before = (_, _) => release.Task;
        var traces = new List<ActivityTraceId>();
        var verdicts = Enumerable.Range(0, 4).Select(Insert).ToList(); // The first leaves at once; the others wait.
        release.SetResult();
        await Task.WhenAll(verdicts);
        await consumer.StopAsync();

        Assert.That(spans.Of(traces[0]).Single().Links, Is.Empty);
        Assert.That(
            spans.Of(traces[1]).Single().Links.Select(static link => link.Context.TraceId),
            Is.EqualTo(traces.Skip(2))
        );
        Assert.That(traces.Skip(2).SelectMany(spans.Of), Is.Empty);

        async Task<RowVerdict> Insert(int number)
        {
            using var span = new Activity("row").SetParentId(NewSpan().TraceId, default).Start();
            traces.Add(span.TraceId);
            var row = new Row($"e-{number}", "{}"u8.ToArray(), FixedTime.Noon, 0);
            return await inserter.InsertAsync(row, new Deadline(TimeProvider.System, TimeSpan.FromSeconds(8)));
        }
    }

    [TestCase("")]
    [TestCase("not a traceparent")]
    public async Task A_trace_that_cannot_be_read_holds_nothing_back(string parent)
    {
        using var spans = new CollectedSpans();
        await using var consumer = await RunningConsumer.StartAsync();

        Assert.That(await consumer.PushAsync(With("ce-traceparent", parent)), Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(consumer.Table.Rows, Has.Count.EqualTo(1));
    }

    private static ActivityContext NewSpan() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    private static PubSubMessage With(string attribute, string value, PubSubMessage? message = null)
    {
        message ??= Wrapped.Message("e-1", "{}");
        return message with { Attributes = new Dictionary<string, string>(message.Attributes) { [attribute] = value } };
    }
}
