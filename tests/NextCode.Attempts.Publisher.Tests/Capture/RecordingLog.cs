using System.Collections.Concurrent;
using System.Text;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>A log that keeps what it is given.</summary>
internal sealed class RecordingLog : IAttemptLog
{
    private readonly ConcurrentQueue<string> _appended = new();
    private readonly ConcurrentQueue<AttemptIntent> _intents = new();
    private long _open;

    public IReadOnlyList<string> Json => [.. _appended];

    public IReadOnlyList<Attempt> Attempts =>
        [.. _appended.Select(json => AttemptJson.Deserialize(Encoding.UTF8.GetBytes(json))!)];

    public IReadOnlyList<AttemptIntent> Intents => [.. _intents];

    /// <summary>Intents begun and neither appended nor abandoned.</summary>
    public long Open => Interlocked.Read(ref _open);

    public long Begin(in AttemptIntent intent)
    {
        _intents.Enqueue(intent);
        Interlocked.Increment(ref _open);
        return _intents.Count;
    }

    public void Append(ReadOnlySpan<byte> json, long intent = 0)
    {
        _appended.Enqueue(Encoding.UTF8.GetString(json));
        if (intent != 0)
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public void Abandon(long intent) => Interlocked.Decrement(ref _open);
}
