namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Where captured attempts go and delivery takes them from: the seam between the publisher's front half and its back
/// half. No member waits for a disk's sync or for a network, and none throws: what cannot be kept is counted by reason.
/// </summary>
internal interface IAttemptLog
{
    /// <summary>
    /// Notes that a handler is about to run. Exactly one of these must follow: one or more <see cref="Append"/> with the
    /// number returned, or <see cref="Abandon"/>.
    /// </summary>
    /// <returns>The intent's number; 0 where intents are switched off or cannot be kept.</returns>
    long Begin(in AttemptIntent intent);

    /// <summary>
    /// Appends one attempt. The log, not the caller, numbers it: only where the number and the place in the log are
    /// given together can a process die without leaving a gap between numbers.
    /// </summary>
    /// <param name="json">
    /// The attempt as UTF-8 JSON (<see cref="AttemptJson"/>), <em>without</em> <c>producer</c> and <c>sequence</c>,
    /// which are put in front; copied before the call returns.
    /// </param>
    /// <param name="intent">What <see cref="Begin"/> returned, 0 where it was not called.</param>
    void Append(ReadOnlySpan<byte> json, long intent = 0);

    /// <summary>Ends an intent whose handler ended without an attempt; 0 is ignored.</summary>
    void Abandon(long intent);
}
