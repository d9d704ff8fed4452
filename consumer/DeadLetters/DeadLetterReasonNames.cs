namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>The names that reasons have in a letter's attributes.</summary>
internal static class DeadLetterReasonNames
{
    public static string ToWireName(this DeadLetterReason reason) =>
        reason switch
        {
            DeadLetterReason.Unreadable => "UNREADABLE",
            DeadLetterReason.NotACloudEvent => "NOT_A_CLOUDEVENT",
            DeadLetterReason.InvalidField => "INVALID_FIELD",
            DeadLetterReason.OutOfPartitionRange => "OUT_OF_PARTITION_RANGE",
            DeadLetterReason.RowRefused => "ROW_REFUSED",
            DeadLetterReason.TooLarge => "TOO_LARGE",
            DeadLetterReason.DeliveryExhausted => "DELIVERY_EXHAUSTED",
            DeadLetterReason.Unknown => "UNKNOWN",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a dead-letter reason."),
        };
}
