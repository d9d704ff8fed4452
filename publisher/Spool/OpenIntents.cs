namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Intents whose handlers run, and where they lie. Not safe for concurrent use: its owner has the lock.</summary>
internal sealed class OpenIntents
{
    /// <summary>More handlers than this do not run at a time; were intents not ended, this bounds what they take.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<long, LogPosition> _open = [];
    private long _last;

    public int Count => _open.Count;

    /// <summary>The next intent's number; 0 where there are too many.</summary>
    public long Next() => _open.Count < Most ? ++_last : 0;

    public void Open(long intent, LogPosition position) => _open[intent] = position;

    public bool IsOpen(long intent) => _open.ContainsKey(intent);

    /// <summary>Ends one; false where it is not open.</summary>
    public bool End(long intent) => _open.Remove(intent);

    /// <summary>Those that lie in a segment; null where there are none, which is the rule.</summary>
    public List<(long Intent, LogPosition Position)>? In(int segment)
    {
        List<(long, LogPosition)>? found = null;
        foreach (var (intent, position) in _open)
        {
            if (position.Segment == segment)
            {
                (found ??= []).Add((intent, position));
            }
        }

        return found;
    }
}
