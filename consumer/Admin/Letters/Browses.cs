namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>The readers' places by the cursor they hold. Bounded: the one unused for longest goes first.</summary>
internal sealed class Browses(TimeProvider timeProvider)
{
    private const int MaxBrowses = 64;
    private const int MaxIds = 1_000_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Cursor, Browse Browse)> _newestFirst = new();

    /// <summary>The place a cursor stands for; null where it is not known any more.</summary>
    public Browse? Find(string cursor)
    {
        lock (_lock)
        {
            return _newestFirst.FirstOrDefault(entry => entry.Cursor == cursor).Browse;
        }
    }

    /// <summary>Keeps a place.</summary>
    /// <returns>Its cursor.</returns>
    public string Keep(Browse browse)
    {
        var cursor = Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString("n");
        lock (_lock)
        {
            _newestFirst.AddFirst((cursor, browse));
            while (
                _newestFirst.Count > MaxBrowses
                || (_newestFirst.Count > 1 && _newestFirst.Sum(static entry => entry.Browse.Shown.Count) > MaxIds)
            )
            {
                _newestFirst.RemoveLast();
            }
        }

        return cursor;
    }
}
