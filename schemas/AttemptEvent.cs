using NextCode.Attempts.CloudEvents;

namespace NextCode.Attempts;

/// <summary>The attempt as a CloudEvent and as a Pub/Sub message in binary mode.</summary>
public static class AttemptEvent
{
    /// <summary>The event's type.</summary>
    public const string Type = "com.nextcode.attempt.v1";

    /// <summary>Media type of the data.</summary>
    public const string ContentType = "application/json";

    /// <summary>Pub/Sub's limit for one attribute's value, in UTF-8 bytes.</summary>
    private const int MaxAttributeBytes = 1024;

    /// <summary>The source of a service's events, <c>/nextcode/SERVICE</c>.</summary>
    public static string Source(string serviceName) => $"/nextcode/{Uri.EscapeDataString(serviceName)}";

    /// <summary>Makes the event of an attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="serviceName">The API's name.</param>
    public static CloudEvent Create(Attempt attempt, string serviceName)
    {
        var extensions = new Dictionary<string, string>(2, StringComparer.Ordinal);
        if (attempt.Producer is { } producer)
        {
            extensions["producer"] = producer;
        }

        if (attempt.Sequence is { } sequence)
        {
            extensions["sequence"] = sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return new CloudEvent
        {
            Id = attempt.AttemptId,
            Source = Source(serviceName),
            Type = Type,
            Subject = attempt.Action.ToWireName(),
            Time = Rfc3339.Format(attempt.Timestamp),
            DataContentType = ContentType,
            Extensions = extensions,
            Data = AttemptJson.Serialize(attempt),
        };
    }

    /// <summary>
    /// The attributes of the attempt's message: the event's in binary mode, plus <c>action</c>, <c>status</c> and
    /// <c>domain</c> for subscription filters. A domain that Pub/Sub would refuse is left out: the data have it.
    /// </summary>
    public static Dictionary<string, string> MessageAttributes(CloudEvent cloudEvent, Attempt attempt)
    {
        var attributes = PubSubBinding.ToBinary(cloudEvent);
        attributes["action"] = attempt.Action.ToWireName();
        attributes["status"] = attempt.Status.ToWireName();
        if (
            !string.IsNullOrEmpty(attempt.Domain)
            && System.Text.Encoding.UTF8.GetByteCount(attempt.Domain) <= MaxAttributeBytes
        )
        {
            attributes["domain"] = attempt.Domain;
        }

        return attributes;
    }
}
