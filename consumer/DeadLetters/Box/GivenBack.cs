namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>
/// Letters that were given back and have not been seen since. Pub/Sub takes a moment to deliver them again: for that
/// long an empty answer is no proof that there is nothing.
/// </summary>
internal sealed class GivenBack(TimeProvider timeProvider)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private long _last;

    /// <summary>Whether some of them may yet come.</summary>
    public bool AreExpected
    {
        get
        {
            lock (_lock)
            {
                return _ids.Count > 0 && timeProvider.GetElapsedTime(_last) < Moment;
            }
        }
    }

    /// <summary>Takes down what a walk gives back at its end; what was before it is past.</summary>
    public void Note(IEnumerable<string> ids)
    {
        lock (_lock)
        {
            if (timeProvider.GetElapsedTime(_last) >= Moment)
            {
                _ids.Clear();
            }

            _ids.UnionWith(ids);
            _last = timeProvider.GetTimestamp();
        }
    }

    public void Seen(string id)
    {
        lock (_lock)
        {
            _ids.Remove(id);
        }
    }
}
