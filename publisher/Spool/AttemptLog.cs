using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool.Files;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// The log of this process. An append numbers the attempt and writes it to the disk's page cache; while there is no disk
/// to write to, attempts are held in memory, and go to the disk when it comes back. Files are made ready, synced and
/// deleted by <see cref="Maintain"/>, never by an append.
/// </summary>
internal sealed partial class AttemptLog : IAttemptLog, IRecordSource
{
    private readonly Lock _gate = new();
    private readonly ISpoolFiles _files;
    private readonly ProducerIdentity _identity;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly PublisherMetrics _metrics;
    private readonly ILogger<AttemptLog> _logger;
    private readonly Envelope _envelope;
    private readonly MemoryQueue _memory;
    private readonly OpenIntents _intents = new();
    private readonly List<long> _endedInMemory = [];
    private readonly DropAccount _drops;
    private volatile OwnSpool? _spool;
    private long _sequence;
    private bool _full;
    private bool _closed;

    public AttemptLog(
        ISpoolFiles files,
        ProducerIdentity identity,
        SpoolOptions options,
        TimeProvider time,
        PublisherMetrics metrics,
        ILogger<AttemptLog> logger
    )
    {
        _files = files;
        _identity = identity;
        _options = options;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _envelope = new Envelope(identity.Producer);
        _memory = new MemoryQueue(options.MemoryBytes);
        _drops = new DropAccount(identity.Producer, metrics, logger);
        metrics.Observe(this, time);
        Start();
    }

    /// <summary>Set at every append.</summary>
    public AsyncSignal Appended { get; } = new();

    /// <summary>Set when <see cref="Maintain"/> has something to do at once.</summary>
    public AsyncSignal NeedsMaintenance { get; } = new();

    /// <inheritdoc/>
    public string ServiceName => _identity.ServiceName;

    /// <inheritdoc/>
    public long Begin(in AttemptIntent intent)
    {
        if (!_options.Intents || _spool is not { } spool)
        {
            return 0;
        }

        var json = IntentJson.Write(intent);
        LogPosition? position = null;
        long number;
        lock (_gate)
        {
            number = IsOnDisk(spool) ? _intents.Next() : 0;
            if (number != 0)
            {
                json.CopyTo(spool.Writer.Payload(json.Length));
                position = Append(spool, RecordKind.Intent, json.Length, 0, number, _time.GetUtcNow());
                if (position is not null)
                {
                    _intents.Open(number, position.Value);
                }
            }
        }

        SyncIfAsked(spool, position);
        return position is null ? 0 : number;
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> json, long intent = 0)
    {
        _metrics.Captured();
        if (json.Length > DeliveryOptions.PubSubMaxBytes)
        {
            json = OversizedAttempt.Shrink(json, DeliveryOptions.PubSubMaxBytes);
        }

        var spool = _spool;
        LogPosition? position = null;
        lock (_gate)
        {
            var sequence = ++_sequence;
            var now = _time.GetUtcNow();
            if (spool is not null && IsOnDisk(spool))
            {
                position = AppendToDisk(spool, json, sequence, intent, now);
            }

            if (position is null)
            {
                AppendToMemory(json, sequence, intent, now);
            }
        }

        if (spool is not null)
        {
            SyncIfAsked(spool, position);
        }

        Appended.Set();
    }

    /// <inheritdoc/>
    public void Abandon(long intent)
    {
        if (intent == 0 || _spool is not { } spool)
        {
            return;
        }

        lock (_gate)
        {
            if (_intents.IsOpen(intent))
            {
                End(spool, intent);
            }
        }
    }

    /// <inheritdoc/>
    public RecordBatch? Take(int maxRecords, int maxBytes)
    {
        if (TakeFromDisk(maxRecords, maxBytes) is { } batch)
        {
            return batch;
        }

        lock (_gate)
        {
            return _memory.Take(maxRecords, maxBytes) is { } records ? new MemoryBatch(this, records) : null;
        }
    }

    /// <inheritdoc/>
    public bool TryKeepRefused(in StoredRecord record, string reason)
    {
        if (_spool?.Quarantine.KeepRefused(record, reason) is true)
        {
            return true;
        }

        _drops.Add(DropReason.Refused, record.Sequence);
        return false;
    }

    // While anything waits in memory, what comes later waits behind it: numbers on disk then only rise.
    private bool IsOnDisk(OwnSpool spool) => !_closed && !_memory.HasWaiting && spool == _spool;

    private LogPosition? AppendToDisk(
        OwnSpool spool,
        ReadOnlySpan<byte> json,
        long sequence,
        long intent,
        DateTimeOffset now
    )
    {
        var most = json.Length + _envelope.MaxOverhead;
        var length = _envelope.Write(json, sequence, spool.Writer.Payload(most));
        var position = Append(spool, RecordKind.Attempt, length, sequence, intent, now);
        if (position is not null && intent != 0)
        {
            _intents.End(intent);
        }

        return position;
    }

    private LogPosition? Append(
        OwnSpool spool,
        RecordKind kind,
        int payloadBytes,
        long sequence,
        long intent,
        DateTimeOffset now
    )
    {
        // A segment begins with the last number given before it, so that recovery never gives a number again.
        var before = kind is RecordKind.Attempt ? sequence - 1 : _sequence;
        var position = spool.Writer.Append(new RecordHeader(kind, payloadBytes, sequence, intent, now), before);
        if (!spool.Writer.HasSpare)
        {
            NeedsMaintenance.Set();
        }

        return position;
    }

    private void End(OwnSpool spool, long intent)
    {
        if (IsOnDisk(spool) && Append(spool, RecordKind.Settled, 0, 0, intent, _time.GetUtcNow()) is not null)
        {
            _intents.End(intent);
        }
        else
        {
            _endedInMemory.Add(intent);
        }
    }

    private RecordBatch? TakeFromDisk(int maxRecords, int maxBytes)
    {
        try
        {
            var batch = _spool?.Log.Take(maxRecords, maxBytes);
            _unreadable = false;
            return batch;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_unreadable)
            {
                _logger.SpoolUnreadable(exception, _spool!.Directory.Path);
            }

            _unreadable = true;
            return null;
        }
    }
}
