using System.Buffers;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The log of this process: numbers attempts, keeps them until delivery is done with them.</summary>
internal sealed class AttemptLog : IAttemptLog, IRecordSource
{
    private readonly Lock _gate = new();
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly PublisherMetrics _metrics;
    private readonly Envelope _envelope;
    private readonly MemoryQueue _memory;
    private readonly DropAccount _drops;
    private long _sequence;

    public AttemptLog(
        ProducerIdentity identity,
        SpoolOptions options,
        TimeProvider time,
        PublisherMetrics metrics,
        ILogger<AttemptLog> logger
    )
    {
        ServiceName = identity.ServiceName;
        _options = options;
        _time = time;
        _metrics = metrics;
        _envelope = new Envelope(identity.Producer);
        _memory = new MemoryQueue(options.MemoryBytes);
        _drops = new DropAccount(identity.Producer, metrics, logger);
    }

    /// <summary>Set at every append.</summary>
    public AsyncSignal Appended { get; } = new();

    /// <inheritdoc/>
    public string ServiceName { get; }

    /// <inheritdoc/>
    public long Begin(in AttemptIntent intent) => 0;

    /// <inheritdoc/>
    public void Abandon(long intent) { }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> json, long intent = 0)
    {
        _metrics.Captured();
        lock (_gate)
        {
            AppendToMemory(json, ++_sequence, _time.GetUtcNow());
        }

        Appended.Set();
    }

    /// <inheritdoc/>
    public RecordBatch? Take(int maxRecords, int maxBytes)
    {
        lock (_gate)
        {
            return _memory.Take(maxRecords, maxBytes) is { } records ? new MemoryBatch(this, records) : null;
        }
    }

    /// <summary>Counts what is left as lost, because the process stops.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var sequence in _memory.Sequences())
            {
                _drops.Add(DropReason.Stopped, sequence);
            }
        }

        _drops.Flush();
    }

    /// <summary>Says what was dropped since the last time.</summary>
    public void ReportDrops() => _drops.Flush();

    private void AppendToMemory(ReadOnlySpan<byte> json, long sequence, DateTimeOffset now)
    {
        var most = json.Length + _envelope.MaxOverhead;
        while (!_memory.HasRoomFor(most))
        {
            if (_options.AtBound is SpoolPolicy.DropNewest || !_memory.TryDropOldest(out var oldest))
            {
                _drops.Add(DropReason.MemoryFull, sequence);
                return;
            }

            _drops.Add(DropReason.MemoryFull, oldest.Sequence);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(most);
        _memory.Enqueue(new MemoryRecord(buffer, _envelope.Write(json, sequence, buffer), sequence, now));
    }

    private sealed class MemoryBatch(AttemptLog log, IReadOnlyList<MemoryRecord> records) : RecordBatch
    {
        public override IReadOnlyList<StoredRecord> Records { get; } =
        [.. records.Select(r => new StoredRecord(r.Buffer.AsMemory(0, r.Length), r.Sequence, r.CapturedAt))];

        public override void Complete()
        {
            lock (log._gate)
            {
                log._memory.Complete(records);
            }
        }

        public override void Return()
        {
            lock (log._gate)
            {
                log._memory.Return(records);
            }
        }
    }
}
