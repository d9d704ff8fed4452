using NextCode.Attempts.Consumer.Admin.Patching;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>A job at one moment, as the API shows it.</summary>
public sealed record JobStatus
{
    /// <summary>Names the job.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required JobState State { get; init; }

    /// <summary>Whether it sends nothing.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Letters that the filter names and the job came to so far.</summary>
    public long Seen { get; init; }

    /// <summary>Letters that are back on the main topic.</summary>
    public long Replayed { get; init; }

    /// <summary>Of a dry run: letters that would become rows now.</summary>
    public long WouldSucceed { get; init; }

    /// <summary>Letters that could not be put back; of a dry run, those that would become letters again.</summary>
    public long Failed { get; init; }

    /// <summary>Letters that were moved to the archive.</summary>
    public long Archived { get; init; }

    /// <summary>Letters the job came to that the filter does not name, or that came after it began.</summary>
    public long PassedOver { get; init; }

    /// <summary>The letters seen, by the reason they carry.</summary>
    public IReadOnlyDictionary<string, long> ByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>The letters failed, by today's reason.</summary>
    public IReadOnlyDictionary<string, long> FailedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>A few letters of each outcome.</summary>
    public IReadOnlyList<JobExample> Examples { get; init; } = [];

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required ReplayRequest Request { get; init; }

    /// <summary>Why it failed or stopped, or what its result does not include.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One letter of a job, without any value of the record.</summary>
/// <param name="Id">The letter.</param>
/// <param name="EventId">Its event.</param>
/// <param name="Reason">The reason it carries.</param>
/// <param name="Outcome">What came or would come of it: <c>succeeds</c>, or today's reason.</param>
/// <param name="Detail">Today's detail, where it fails.</param>
/// <param name="Diff">What the patch changes, where there is one.</param>
public sealed record JobExample(
    string Id,
    string? EventId,
    string Reason,
    string Outcome,
    string? Detail,
    IReadOnlyList<FieldChange>? Diff
);
