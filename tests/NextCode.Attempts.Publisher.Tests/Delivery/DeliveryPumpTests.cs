using System.Net;
using System.Text;
using System.Text.Json;
using NextCode.Attempts.Google;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Tests.Delivery;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class DeliveryPumpTests
{
    private readonly ManualTime _time = new();
    private readonly FakeTopic _topic = new();
    private readonly CollectingLogger<DeliveryPump> _pumpLog = new();
    private readonly CollectingLogger<AttemptLog> _logLog = new();
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TestMeterFactory _meters = new();
    private AttemptLog? _created;
    private Task _running = Task.CompletedTask;

    // Longer than any pause, so that the timers of the two can be told apart.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(10);

    private IReadOnlyList<TimeSpan> Pauses => [.. _time.Armed.Where(due => due < TimeSpan.FromMinutes(1))];

    private AttemptLog Log =>
        _created ??= new AttemptLog(
            new DiskFiles(),
            new ProducerIdentity("api", _time),
            new SpoolOptions(),
            _time,
            new PublisherMetrics(_meters),
            _logLog
        );

    [TearDown]
    public async Task StopAsync()
    {
        await _abort.CancelAsync();
        await _running;
        _drain.Dispose();
        _abort.Dispose();
        _meters.Dispose();
    }

    [Test]
    public async Task What_arrives_while_all_calls_are_in_flight_goes_together_in_the_next_one()
    {
        var gate = new TaskCompletionSource();
        _topic.OnPublish = (_, _) => gate.Task;
        Start(new DeliveryOptions { MaxCallsInFlight = 2 });

        Append(1);
        await Until.TrueAsync(() => _topic.Calls.Count == 1, "the first goes at once");
        Append(1);
        await Until.TrueAsync(() => _topic.Calls.Count == 2, "the second goes at once");
        Append(5);
        gate.SetResult();
        await Until.TrueAsync(() => _topic.Taken.Count == 7, "all are taken");

        Assert.That(_topic.Calls, Is.EqualTo(new[] { 1, 1, 5 }));
        Assert.That(_topic.MaxInFlight, Is.EqualTo(2));
    }

    [Test]
    public async Task A_call_has_no_more_messages_and_bytes_than_allowed()
    {
        Append(10);
        Append(1, size: 5000);
        Append(1, size: 5000);

        Start(
            new DeliveryOptions
            {
                MaxMessagesPerCall = 4,
                MaxBytesPerCall = 6000,
                MaxCallsInFlight = 1,
            }
        );
        await Until.TrueAsync(() => _topic.Taken.Count == 12, "all are taken");

        Assert.That(_topic.Calls, Is.EqualTo(new[] { 4, 4, 3, 1 }));
        Assert.That(Sequences(), Is.EqualTo(Enumerable.Range(1, 12)));
    }

    [Test]
    public async Task A_passing_failure_is_tried_again_after_pauses_that_grow_until_it_succeeds()
    {
        var failures = 6;
        _topic.OnPublish = (_, _) =>
            failures-- > 0
                ? throw new GoogleApiException("publish: HTTP 503", GoogleErrorKind.Transient)
                : Task.CompletedTask;
        Append(3);

        Start(
            new DeliveryOptions
            {
                MinBackoff = TimeSpan.FromSeconds(1),
                MaxBackoff = TimeSpan.FromSeconds(8),
                CallTimeout = CallTimeout,
            }
        );
        var pauses = new List<double>();
        for (var failed = 1; failed <= 6; failed++)
        {
            await Until.TrueAsync(() => _topic.Calls.Count == failed && Pauses.Count == 1, "a pause begins");
            pauses.Add(Pauses[0].TotalSeconds);
            _time.Advance(Pauses[0]);
        }

        await DrainAsync();
        double[] full = [1, 2, 4, 8, 8, 8];
        for (var i = 0; i < full.Length; i++)
        {
            Assert.That(pauses[i], Is.InRange(full[i] / 2, full[i]));
        }

        Assert.That(Sequences(), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(_pumpLog.Entries.Select(e => e.Id), Is.EqualTo(new[] { 201, 202 }), "said once, and its end");
        Assert.That(_meters["attempts.retried"], Is.EqualTo(18));
        Assert.That(_meters["attempts.published"], Is.EqualTo(3));
    }

    [Test]
    public async Task While_calls_fail_only_one_at_a_time_is_made()
    {
        TaskCompletionSource[] gates = [new(), new(), new()];
        var calls = 0;
        var inFlight = 0;
        var together = new int[gates.Length];
        _topic.OnPublish = async (_, cancel) =>
        {
            // Four calls while nothing has failed yet, then one, then another.
            var phase = Math.Min(Math.Max(Interlocked.Increment(ref calls) - 4, 0), gates.Length - 1);
            together[phase] = Math.Max(together[phase], Interlocked.Increment(ref inFlight));
            await gates[phase].Task.WaitAsync(cancel);
            Interlocked.Decrement(ref inFlight);
            throw new GoogleApiException("publish: HTTP 500", GoogleErrorKind.Transient);
        };
        Append(8);
        Start(
            new DeliveryOptions
            {
                MaxMessagesPerCall = 1,
                MaxCallsInFlight = 4,
                CallTimeout = CallTimeout,
            }
        );
        await Until.TrueAsync(() => _topic.Calls.Count == 4, "as many calls as allowed are in flight");
        for (var phase = 0; phase < 2; phase++)
        {
            gates[phase].SetResult();
            await Until.TrueAsync(() => IsCalledAfterPauses(5 + phase), "the next call is made after a pause");
        }

        Assert.That(together, Is.EqualTo(new[] { 4, 1, 1 }));
    }

    [Test]
    public async Task A_call_without_an_answer_is_given_up_and_tried_again()
    {
        var hang = true;
        _topic.OnPublish = (_, cancel) =>
            hang ? Task.Delay(Timeout.InfiniteTimeSpan, _time, cancel) : Task.CompletedTask;
        Append(1);
        Start(new DeliveryOptions { CallTimeout = TimeSpan.FromSeconds(3) });
        await Until.TrueAsync(() => _topic.Calls.Count == 1, "the call hangs");

        hang = false;
        _time.Advance(TimeSpan.FromSeconds(3));
        await Until.TrueAsync(() => Pauses is [{ TotalSeconds: < 1 }], "a pause begins");
        _time.Advance(TimeSpan.FromSeconds(1));
        await DrainAsync();

        Assert.That(_topic.Taken, Has.Count.EqualTo(1));
        Assert.That(_pumpLog.Entries[0].Text, Does.Contain("no answer within 00:00:03"));
    }

    [Test]
    public async Task A_refusal_of_the_topic_is_alarmed_once_and_nothing_is_let_go_of()
    {
        var gone = true;
        _topic.OnPublish = (_, _) =>
            gone
                ? throw new GoogleApiException("publish: HTTP 404", GoogleErrorKind.Permanent, HttpStatusCode.NotFound)
                : Task.CompletedTask;
        Append(2);
        var pump = Start(new DeliveryOptions { MaxBackoff = TimeSpan.FromSeconds(10), CallTimeout = CallTimeout });
        for (var refused = 1; refused <= 3; refused++)
        {
            await Until.TrueAsync(() => _topic.Calls.Count == refused && Pauses.Count == 1, "a pause begins");
            await Until.TrueAsync(() => pump.Refusal == "publish: HTTP 404", "it is alarmed");
            gone = refused < 3;
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await DrainAsync();

        Assert.That(_topic.Taken, Has.Count.EqualTo(2));
        Assert.That(_pumpLog.Entries.Select(e => e.Id), Is.EqualTo(new[] { 203, 202 }));
        Assert.That(pump.Refusal, Is.Null);
    }

    [Test]
    public async Task A_message_that_alone_is_refused_is_let_go_of_and_the_others_are_sent()
    {
        RefuseSequences(4);
        Append(9);
        Start(new DeliveryOptions());

        await DrainAsync();

        Assert.That(_meters["attempts.dropped/refused"], Is.EqualTo(1));
        Assert.That(Sequences(), Is.EquivalentTo(new[] { 1, 2, 3, 5, 6, 7, 8, 9 }));
        Assert.That(_pumpLog.Entries.Single(e => e.Id == 204).Text, Does.Contain("sequence 4"));
    }

    [Test]
    public async Task A_single_refused_message_is_blamed_only_after_others_were_taken()
    {
        RefuseSequences(1);
        Append(1);
        Start(new DeliveryOptions { MaxBackoff = TimeSpan.FromSeconds(10), CallTimeout = CallTimeout });
        for (var refused = 1; refused <= 3; refused++)
        {
            await Until.TrueAsync(() => _topic.Calls.Count == refused && Pauses.Count == 1, "a pause begins");
            Assert.That(_meters["attempts.dropped/refused"], Is.Zero);
            if (refused == 3)
            {
                Append(1);
            }

            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await Until.TrueAsync(() => _meters["attempts.dropped/refused"] == 1, "it is blamed");

        Assert.That(Sequences(), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task Where_every_message_is_refused_all_are_kept()
    {
        _topic.OnPublish = (_, _) => throw Refusal();
        Append(50);
        var pump = Start(new DeliveryOptions { CallTimeout = CallTimeout });

        await Until.TrueAsync(() => pump.Refusal is not null && Pauses.Count == 1, "it is alarmed");

        Assert.That(_meters["attempts.dropped/refused"], Is.Zero);
        Assert.That(Log.Pending, Is.EqualTo(50));
    }

    [Test]
    public async Task A_refused_message_that_is_long_is_cut_to_fit()
    {
        _topic.OnPublish = (messages, _) =>
            messages.Any(m => m.Data.Length > 100_000)
                ? throw new GoogleApiException(
                    "too big",
                    GoogleErrorKind.Permanent,
                    HttpStatusCode.RequestEntityTooLarge
                )
                : Task.CompletedTask;
        Append(1);
        Append(1, size: 200_000);
        Start(new DeliveryOptions());

        await Until.TrueAsync(() => _topic.Taken.Count == 2, "both are taken");

        using var cut = JsonDocument.Parse(_topic.Taken.Single(m => m.Data.Length > 1000).Data);
        Assert.That(cut.RootElement.GetProperty("resp_truncated").GetBoolean());
        Assert.That(cut.RootElement.GetProperty("sequence").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task Draining_sends_what_is_left_and_ends()
    {
        Append(5);
        Start(new DeliveryOptions { MaxMessagesPerCall = 2 });

        await _drain.CancelAsync();
        await _running;

        Assert.That(Sequences(), Is.EquivalentTo(Enumerable.Range(1, 5)));
    }

    [Test]
    public async Task What_is_left_in_memory_when_the_process_stops_is_counted_and_named()
    {
        _topic.OnPublish = (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, _time, cancel);
        Start(new DeliveryOptions { MaxCallsInFlight = 1 });
        Append(1);
        await Until.TrueAsync(() => _topic.Calls.Count == 1, "the call hangs");
        Append(2);

        await _drain.CancelAsync();
        await _abort.CancelAsync();
        await _running;
        Log.Close();

        Assert.That(_meters["attempts.dropped/stopped"], Is.EqualTo(3));
        Assert.That(_logLog.Entries[^1].Text, Does.Contain("sequence 1 to 3"));
    }

    private bool IsCalledAfterPauses(int calls)
    {
        if (Pauses is [var pause, ..])
        {
            _time.Advance(pause);
        }

        return _topic.Calls.Count >= calls;
    }

    /// <summary>Lets the pump send what is left and end: then all it says and counts is said and counted.</summary>
    private async Task DrainAsync()
    {
        await _drain.CancelAsync();
        await _running;
    }

    private DeliveryPump Start(DeliveryOptions options)
    {
        var sources = new RecordSources(Log.Appended);
        sources.Add(Log);
        var metrics = new PublisherMetrics(_meters);
        var pump = new DeliveryPump(_topic, options, sources, new Random(1), _time, metrics, _pumpLog);
        _running = pump.RunAsync(_drain.Token, _abort.Token);
        return pump;
    }

    private static GoogleApiException Refusal() =>
        new("publish: HTTP 400", GoogleErrorKind.Permanent, HttpStatusCode.BadRequest);

    private void RefuseSequences(params int[] sequences) =>
        _topic.OnPublish = (messages, _) =>
            messages.Any(m => sequences.Contains(int.Parse(m.Attributes["ce-sequence"])))
                ? throw Refusal()
                : Task.CompletedTask;

    private void Append(int count, int size = 10)
    {
        for (var i = 0; i < count; i++)
        {
            Log.Append(Encoding.UTF8.GetBytes($$"""{"attempt_id":"a","resp":"{{new string('x', size)}}"}"""));
        }
    }

    private int[] Sequences() =>
        [
            .. _topic.Taken.Select(m =>
            {
                using var json = JsonDocument.Parse(m.Data);
                return json.RootElement.GetProperty("sequence").GetInt32();
            }),
        ];
}
