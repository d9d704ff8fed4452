using System.Diagnostics.Metrics;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest.Push;

namespace NextCode.Attempts.Consumer.Telemetry;

/// <summary>What the service counts and measures, on the meter <c>NextCode.Attempts.Consumer</c>.</summary>
internal sealed class ConsumerMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "NextCode.Attempts.Consumer";

    private static readonly KeyValuePair<string, object?>[] Forms =
    [
        .. Enum.GetValues<DeliveryForm>().Select(static form => Tag("form", form.ToString())),
    ];

    private static readonly KeyValuePair<string, object?> Hit = Tag("result", "hit");
    private static readonly KeyValuePair<string, object?> Miss = Tag("result", "miss");
    private static readonly KeyValuePair<string, object?> Failed = Tag("result", "failed");

    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _turnedAway;
    private readonly Counter<long> _inserted;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _returned;
    private readonly Counter<long> _leftOvers;
    private readonly Counter<long> _insertRetries;
    private readonly Histogram<double> _insertDuration;
    private readonly Histogram<int> _insertRows;
    private readonly Histogram<double> _delay;
    private readonly Counter<long> _asnLookups;

    public ConsumerMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _received = _meter.CreateCounter<long>("attempts.received", "{message}", "Messages delivered, by form.");
        _turnedAway = _meter.CreateCounter<long>(
            "attempts.turned_away",
            "{request}",
            "Deliveries answered 401, 403, 413 or 503 unread, by reason."
        );
        _inserted = _meter.CreateCounter<long>("attempts.inserted", "{row}", "Rows BigQuery took.");
        _deadLettered = _meter.CreateCounter<long>(
            "attempts.dead_lettered",
            "{message}",
            "Messages that went to the dead-letter topic, by reason."
        );
        _returned = _meter.CreateCounter<long>(
            "attempts.returned",
            "{message}",
            "Messages left to Pub/Sub to deliver again, by what was out of reach."
        );
        _leftOvers = _meter.CreateCounter<long>(
            "attempts.left_overs",
            "{value}",
            "Values no column takes, kept in additional_data."
        );
        _insertRetries = _meter.CreateCounter<long>("attempts.insert.retries", "{call}", "Insert calls made again.");
        _insertDuration = _meter.CreateHistogram<double>(
            "attempts.insert.duration",
            "s",
            "From an insert call to its answer, tries included."
        );
        _insertRows = _meter.CreateHistogram<int>("attempts.insert.rows", "{row}", "Rows that shared a call.");
        _asnLookups = _meter.CreateCounter<long>("attempts.asn.lookups", "{lookup}", "Addresses looked up, by result.");
        _delay = _meter.CreateHistogram<double>(
            "attempts.delay",
            "s",
            "From the attempt to BigQuery's acknowledgement of its row."
        );
    }

    public void Received(DeliveryForm form) => _received.Add(1, Forms[(int)form]);

    public void TurnedAway(string reason) => _turnedAway.Add(1, Tag("reason", reason));

    public void Inserted(TimeSpan delay)
    {
        _inserted.Add(1);
        _delay.Record(delay.TotalSeconds);
    }

    public void DeadLettered(DeadLetterReason reason) => _deadLettered.Add(1, Tag("reason", reason.ToWireName()));

    public void Returned(string outOfReach) => _returned.Add(1, Tag("reason", outOfReach));

    public void LeftOver(int values) => _leftOvers.Add(values);

    public void AsnLookedUp(bool found) => _asnLookups.Add(1, found ? Hit : Miss);

    public void AsnFailed() => _asnLookups.Add(1, Failed);

    public void InsertRetried() => _insertRetries.Add(1);

    public void InsertAnswered(int rows, TimeSpan duration)
    {
        _insertRows.Record(rows);
        _insertDuration.Record(duration.TotalSeconds);
    }

    public void ObserveWaitingRows(Func<int> count) =>
        _meter.CreateObservableGauge("attempts.insert.waiting", count, "{row}", "Rows that wait for a call slot.");

    public void ObserveHeld(Func<long> bytes) =>
        _meter.CreateObservableGauge("attempts.held", bytes, "By", "Bytes of messages not yet answered.");

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
