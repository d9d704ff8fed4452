using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>Keeps the newest of the letters it is given, bounded in number and in bytes.</summary>
internal sealed class PageBuilder(int limit, long maxBytes)
{
    private readonly PriorityQueue<DeadLetter, DateTimeOffset> _oldestFirst = new();
    private long _bytes;

    public bool IsFull => _oldestFirst.Count >= limit || HasLeftOut;

    /// <summary>Whether there are more letters than the page took.</summary>
    public bool HasLeftOut { get; private set; }

    public void Add(DeadLetter letter)
    {
        _oldestFirst.Enqueue(letter, letter.Time);
        _bytes += letter.Size;
        while (_oldestFirst.Count > limit || (_bytes > maxBytes && _oldestFirst.Count > 1))
        {
            _bytes -= _oldestFirst.Dequeue().Size;
            HasLeftOut = true;
        }
    }

    public IReadOnlyList<DeadLetter> NewestFirst()
    {
        var letters = new List<DeadLetter>(_oldestFirst.Count);
        while (_oldestFirst.TryDequeue(out var letter, out _))
        {
            letters.Add(letter);
        }

        letters.Reverse();
        return letters;
    }
}
