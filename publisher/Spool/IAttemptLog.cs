namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Where captured attempts go and delivery takes them from: the seam between the publisher's front half and its back
/// half.
/// </summary>
internal interface IAttemptLog
{
    /// <summary>
    /// Appends one attempt. Never waits for a disk's sync or for a network, never throws: what cannot be kept is
    /// counted by reason.
    /// </summary>
    /// <param name="data">The attempt as UTF-8 JSON (<see cref="AttemptJson"/>); copied before the call returns.</param>
    /// <param name="sequence">The attempt's number within this process, for the account of what was dropped.</param>
    void Append(ReadOnlySpan<byte> data, long sequence);
}
