namespace NextCode.Attempts.Publisher;

/// <summary>Attempts that are no HTTP request: results of verifications, webhooks of payment providers, background jobs.</summary>
public interface IAttempts
{
    /// <summary>Begins an attempt: a new id and the present time.</summary>
    Attempt Create(AttemptAction action, AttemptStatus status);

    /// <summary>
    /// Records an attempt: redacted like any other, in the log when the call returns. Never waits and never throws for
    /// the attempt's sake: a failure is counted and logged.
    /// </summary>
    /// <param name="attempt">The attempt; <c>producer</c> and <c>sequence</c> are given by the log.</param>
    void Publish(Attempt attempt);
}
