namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>
/// The insert ids one table took lately. As with BigQuery the memory is best effort: it lasts a minute, holds so many ids, and
/// is gone after a restart. Not safe for concurrent use.
/// </summary>
internal sealed class InsertIdWindow(TimeProvider time)
{
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    /// <summary>Ids remembered per table, about 100 bytes each; beyond it the oldest are forgotten early.</summary>
    public const int Capacity = 500_000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long At)> _byAge = new();

    /// <summary>Ids forgotten before their minute was over because the window was full.</summary>
    public long ForgottenEarly { get; private set; }

    public bool Contains(string id)
    {
        ForgetOld();
        return _known.Contains(id);
    }

    public void Add(string id)
    {
        ForgetOld();
        if (!_known.Add(id))
        {
            return;
        }

        _byAge.Enqueue((id, time.GetTimestamp()));
        if (_byAge.Count > Capacity)
        {
            _known.Remove(_byAge.Dequeue().Id);
            ForgottenEarly++;
        }
    }

    private void ForgetOld()
    {
        while (_byAge.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Span)
        {
            _known.Remove(oldest.Id);
            _byAge.Dequeue();
        }
    }
}
