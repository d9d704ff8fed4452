namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>What is said of a message that can never become a row.</summary>
/// <param name="Reason">The kind.</param>
/// <param name="Detail">The rule and the field, without any value of the record.</param>
/// <param name="Stage">Where on the way it was found, see <see cref="Stages"/>.</param>
internal sealed record Rejection(DeadLetterReason Reason, string Detail, string Stage);
