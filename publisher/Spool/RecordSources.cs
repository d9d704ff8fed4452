namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The sources delivery takes from, in turn, so that a long backlog of one does not hold up another.</summary>
internal sealed class RecordSources(AsyncSignal changed)
{
    private readonly Lock _gate = new();
    private IRecordSource[] _sources = [];
    private int _next;

    /// <summary>Set when there may be something to take.</summary>
    public AsyncSignal Changed => changed;

    /// <summary>Adds a source.</summary>
    public void Add(IRecordSource source)
    {
        lock (_gate)
        {
            _sources = [.. _sources, source];
        }

        changed.Set();
    }

    /// <summary>Removes a source that is empty.</summary>
    public void Remove(IRecordSource source)
    {
        lock (_gate)
        {
            _sources = [.. _sources.Where(s => s != source)];
        }
    }

    /// <summary>Lends the next records of the source whose turn it is; null when none has any.</summary>
    public (IRecordSource Source, RecordBatch Batch)? Take(int maxRecords, int maxBytes)
    {
        lock (_gate)
        {
            for (var tried = 0; tried < _sources.Length; tried++)
            {
                _next = (_next + 1) % _sources.Length;
                if (_sources[_next].Take(maxRecords, maxBytes) is { } batch)
                {
                    return (_sources[_next], batch);
                }
            }
        }

        return null;
    }
}
