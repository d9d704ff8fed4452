namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>How an attempt ended.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Code">The catalogue's code; null where nothing failed.</param>
/// <param name="Raw">What the API said.</param>
internal readonly record struct AttemptOutcome(AttemptStatus Status, ErrorCode? Code = null, string? Raw = null)
{
    public static AttemptOutcome Success => new(AttemptStatus.Success);

    public static AttemptOutcome Of(ErrorCode code, string? raw = null) => new(code.Status, code, raw);
}
