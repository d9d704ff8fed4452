namespace NextCode.Attempts.Consumer.Admin.Archive;

/// <summary>What is in one file of the archive, beside it: so that nobody must read the letters to know.</summary>
internal sealed record ArchiveIndex
{
    /// <summary>The file with the letters, one JSON object a line.</summary>
    public required string File { get; init; }

    public required int Letters { get; init; }

    public required DateTimeOffset Oldest { get; init; }

    public required DateTimeOffset Newest { get; init; }

    public required IReadOnlyDictionary<string, int> ByReason { get; init; }

    /// <summary>Letters that were put back from here.</summary>
    public IReadOnlyList<string> Replayed { get; init; } = [];
}
