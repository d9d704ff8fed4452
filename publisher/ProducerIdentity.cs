namespace NextCode.Attempts.Publisher;

/// <summary>Who publishes: this start of this process, of this service.</summary>
/// <param name="serviceName">The API's name; the events' source is <c>/nextcode/SERVICE</c>.</param>
/// <param name="timeProvider">Where the id takes its time from.</param>
internal sealed class ProducerIdentity(string serviceName, TimeProvider timeProvider)
{
    /// <summary>Characters of an id.</summary>
    public const int ProducerLength = 32;

    /// <summary>One id per process start: a UUIDv7 in 32 hexadecimal digits, so that ids sort by start time.</summary>
    public string Producer { get; } = Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString("N");

    /// <summary>The API's name.</summary>
    public string ServiceName { get; } = serviceName;
}
