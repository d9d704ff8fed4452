namespace NextCode.Attempts.Google.PubSub;

/// <summary>A message leased by a pull.</summary>
/// <param name="AckId">What to acknowledge or extend the lease with.</param>
/// <param name="Message">The message.</param>
/// <param name="DeliveryAttempt">1 for the first delivery; null where the subscription has no dead-letter policy.</param>
public sealed record ReceivedMessage(string AckId, PubSubMessage Message, int? DeliveryAttempt);
