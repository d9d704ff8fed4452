using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Telemetry;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>
/// Bounds what the service holds at any time, in messages and in bytes: everything further in waits on behalf of an
/// admitted message, so nothing else needs a bound. What is not admitted is answered 503 and stays in Pub/Sub.
/// </summary>
internal sealed class Admission
{
    private readonly int _maxMessages;
    private readonly long _maxBytes;
    private readonly Lock _lock = new();
    private int _messages;
    private long _bytes;

    public Admission(IOptions<ConsumerOptions> options, ConsumerMetrics metrics)
    {
        _maxMessages = options.Value.MaxHeldMessages;
        _maxBytes = options.Value.MaxHeldBytes;
        metrics.ObserveHeld(() =>
        {
            lock (_lock)
            {
                return _bytes;
            }
        });
    }

    /// <summary>Admits one message of so many bytes, or not; what is admitted must <see cref="Leave"/>.</summary>
    public bool TryEnter(long bytes)
    {
        lock (_lock)
        {
            if (_messages >= _maxMessages || _bytes + bytes > _maxBytes)
            {
                return false;
            }

            _messages++;
            _bytes += bytes;
            return true;
        }
    }

    public void Leave(long bytes)
    {
        lock (_lock)
        {
            _messages--;
            _bytes -= bytes;
        }
    }
}
