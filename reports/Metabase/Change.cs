namespace NextCode.Attempts.Reports.Metabase;

/// <summary>What happens to something of ours.</summary>
public enum ChangeKind
{
    /// <summary>It is missing and is made.</summary>
    Create,

    /// <summary>It is there and differs.</summary>
    Update,

    /// <summary>It was put into the trash and is taken out again.</summary>
    Restore,

    /// <summary>It is as it should be.</summary>
    Keep,
}

/// <summary>One thing of ours, and what happens to it.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="What">Its sort and name.</param>
/// <param name="Details">What differs, one line each.</param>
public sealed record Change(ChangeKind Kind, string What, IReadOnlyList<string> Details);
