namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>Why a message can never become a row. The names on the wire are stable: alarms and filters use them.</summary>
internal enum DeadLetterReason
{
    /// <summary>The data are not a JSON object.</summary>
    Unreadable,

    /// <summary>The message breaks a rule of CloudEvents.</summary>
    NotACloudEvent,

    /// <summary>What identifies the record is missing or wrong.</summary>
    InvalidField,

    /// <summary>The time lies outside what BigQuery takes into a partition.</summary>
    OutOfPartitionRange,

    /// <summary>BigQuery named the row as one it does not take.</summary>
    RowRefused,

    /// <summary>The row is larger than BigQuery takes.</summary>
    TooLarge,

    /// <summary>Pub/Sub itself gave the message up: it was delivered as often as the subscription's policy allows.</summary>
    DeliveryExhausted,

    /// <summary>Somebody else published it to the dead-letter topic and did not say why.</summary>
    Unknown,
}
