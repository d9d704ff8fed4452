namespace NextCode.Attempts.Reports.Metabase;

/// <summary>One pass over a Metabase: what it is to look like, what was found, and what changes.</summary>
/// <param name="Client">The Metabase.</param>
/// <param name="Options">Where and whom.</param>
/// <param name="Manifest">What it is to look like.</param>
/// <param name="Writes">Whether changes are made, or only found.</param>
internal sealed record Session(MetabaseClient Client, MetabaseOptions Options, Manifest Manifest, bool Writes)
{
    private readonly List<Change> _changes = [];

    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>The connection's id; null where it is yet to be made.</summary>
    public long? Database { get; set; }

    /// <summary>Ids of collections by slug; what is yet to be made is missing.</summary>
    public Dictionary<string, long> Collections { get; } = [];

    /// <summary>Ids of cards by slug; what is yet to be made is missing.</summary>
    public Dictionary<string, long> Cards { get; } = [];

    /// <summary>Notes what happens to something, and does it where this pass writes.</summary>
    public async Task ChangeAsync(ChangeKind kind, string what, IReadOnlyList<string> details, Func<Task> doAsync)
    {
        _changes.Add(new Change(kind, what, [.. details.Select(Options.Mask)]));
        if (Writes && kind != ChangeKind.Keep)
        {
            await doAsync();
        }
    }

    public void Keep(string what) => _changes.Add(new Change(ChangeKind.Keep, what, []));
}
