namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>A letter that a walk holds: nobody else sees it until it is settled or given back.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Lease">What the walk settles it with.</param>
internal sealed record LeasedLetter(DeadLetter Letter, string Lease);
