using System.Collections.Concurrent;
using System.Text;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>A log that keeps what it is given.</summary>
internal sealed class RecordingLog : IAttemptLog
{
    private readonly ConcurrentQueue<string> _appended = new();
    private readonly ConcurrentQueue<AttemptIntent> _intents = new();
    private readonly ConcurrentDictionary<long, bool> _open = new();
    private long _last;

    public IReadOnlyList<string> Json => [.. _appended];

    public IReadOnlyList<Attempt> Attempts =>
        [.. _appended.Select(json => AttemptJson.Deserialize(Encoding.UTF8.GetBytes(json))!)];

    public IReadOnlyList<AttemptIntent> Intents => [.. _intents];

    /// <summary>Intents begun and neither appended nor abandoned.</summary>
    public int Open => _open.Count;

    public long Begin(in AttemptIntent intent)
    {
        _intents.Enqueue(intent);
        var number = Interlocked.Increment(ref _last);
        _open[number] = true;
        return number;
    }

    public void Append(ReadOnlySpan<byte> json, long intent = 0)
    {
        _appended.Enqueue(Encoding.UTF8.GetString(json));
        _open.TryRemove(intent, out _);
    }

    public void Abandon(long intent) => _open.TryRemove(intent, out _);
}
