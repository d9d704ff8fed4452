using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// The account of attempts let go of: each is counted at once, and each run of numbers is said once, when it ends or
/// at the next <see cref="Flush"/>, so that a full queue under load does not also fill the log.
/// </summary>
internal sealed class DropAccount(string producer, PublisherMetrics metrics, ILogger logger)
{
    private readonly Lock _gate = new();
    private DropReason _reason;
    private long _first;
    private long _last;
    private long _count;

    /// <summary>Enters one attempt.</summary>
    public void Add(DropReason reason, long sequence) => Add(reason, sequence, sequence, 1);

    /// <summary>Enters a run of attempts.</summary>
    public void Add(DropReason reason, long first, long last, long count)
    {
        metrics.Dropped(reason, count);
        lock (_gate)
        {
            if (_count > 0 && (reason != _reason || first != _last + 1))
            {
                Say();
            }

            if (_count == 0)
            {
                _reason = reason;
                _first = first;
            }

            _last = last;
            _count += count;
        }
    }

    /// <summary>Says what has not been said yet.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_count > 0)
            {
                Say();
            }
        }
    }

    private void Say()
    {
        logger.AttemptsDropped(_count, DropReasons.Name(_reason), producer, _first, _last);
        _count = 0;
    }
}
