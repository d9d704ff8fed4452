namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>
/// Letters that a running job holds: those it has not come to yet, those that are none of its own, and in a dry run all
/// of them. Bounded in bytes: what has no room is only counted, and seen again when the job ends.
/// </summary>
internal sealed class HeldLetters
{
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DeadLetter> _letters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unseen = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>How many held letters cannot be shown now.</summary>
    public int Unseen
    {
        get
        {
            lock (_lock)
            {
                return _unseen.Count;
            }
        }
    }

    /// <summary>The held letters that can be shown.</summary>
    public IReadOnlyList<DeadLetter> Letters
    {
        get
        {
            lock (_lock)
            {
                return [.. _letters.Values];
            }
        }
    }

    public void Add(DeadLetter letter)
    {
        lock (_lock)
        {
            if (_bytes + letter.Size > MaxBytes)
            {
                _unseen.Add(letter.Id);
            }
            else if (_letters.TryAdd(letter.Id, letter))
            {
                _bytes += letter.Size;
            }
        }
    }

    public void Remove(DeadLetter letter)
    {
        lock (_lock)
        {
            if (_letters.Remove(letter.Id, out var removed))
            {
                _bytes -= removed.Size;
            }

            _unseen.Remove(letter.Id);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _letters.Clear();
            _unseen.Clear();
            _bytes = 0;
        }
    }
}
