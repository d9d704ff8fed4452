namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>How attempts get to Pub/Sub.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Pub/Sub's limit for one publish call.</summary>
    internal const int PubSubMaxMessages = 1000;

    /// <summary>Pub/Sub's limit for one publish call is 10 MB; what is above this is room for the attributes.</summary>
    internal const int PubSubMaxBytes = 9_000_000;

    /// <summary>The Google Cloud project of the topic. Needed, unless the container has an <c>ITopic</c> of its own.</summary>
    public string? ProjectId { get; set; }

    /// <summary>The topic's name within its project. Default <c>attempts</c>.</summary>
    public string Topic { get; set; } = "attempts";

    /// <summary>
    /// <c>HOST:PORT</c> of an emulator to publish to instead of Google. Default: <c>PUBSUB_EMULATOR_HOST</c>, else none.
    /// </summary>
    public string? EmulatorHost { get; set; }

    /// <summary>
    /// The API's name: the events' source is <c>/nextcode/SERVICE</c>. Default: the host's application name.
    /// </summary>
    public string? ServiceName { get; set; }

    /// <summary>Calls in flight at a time. Default 4, 1 to 64.</summary>
    public int MaxCallsInFlight { get; set; } = 4;

    /// <summary>Messages in one call. Default and at most 1,000 (Pub/Sub's limit).</summary>
    public int MaxMessagesPerCall { get; set; } = PubSubMaxMessages;

    /// <summary>Bytes of data in one call. Default and at most 9,000,000 (Pub/Sub's limit is 10 MB with attributes).</summary>
    public int MaxBytesPerCall { get; set; } = PubSubMaxBytes;

    /// <summary>When a call without an answer is given up and counts as failed. Default 10 s, 100 ms to 10 min.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after a first failure; doubled by each further one. Default 100 ms, 1 ms to 1 min.</summary>
    public TimeSpan MinBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between tries. Default 10 s, <see cref="MinBackoff"/> to 10 min.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What stopping may take to send what is left. Default 5 s, 0 to 10 min.</summary>
    public TimeSpan ShutdownDeadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The health check is degraded when an attempt has waited so long. Default 1 min.</summary>
    public TimeSpan DegradedAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The health check is degraded when so much of a bound is used. Default 0.5, above 0 to 1.</summary>
    public double DegradedFill { get; set; } = 0.5;

    internal IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Topic))
        {
            yield return $"{nameof(Topic)} is blank.";
        }

        if (ServiceName is { } name && string.IsNullOrWhiteSpace(name))
        {
            yield return $"{nameof(ServiceName)} is blank.";
        }

        if (MaxCallsInFlight is < 1 or > 64)
        {
            yield return $"{nameof(MaxCallsInFlight)} is {MaxCallsInFlight}; 1 to 64.";
        }

        if (MaxMessagesPerCall is < 1 or > PubSubMaxMessages)
        {
            yield return $"{nameof(MaxMessagesPerCall)} is {MaxMessagesPerCall}; 1 to {PubSubMaxMessages}.";
        }

        if (MaxBytesPerCall is < 1 or > PubSubMaxBytes)
        {
            yield return $"{nameof(MaxBytesPerCall)} is {MaxBytesPerCall}; 1 to {PubSubMaxBytes}.";
        }

        if (CallTimeout < TimeSpan.FromMilliseconds(100) || CallTimeout > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(CallTimeout)} is {CallTimeout}; 100 ms to 10 min.";
        }

        if (MinBackoff < TimeSpan.FromMilliseconds(1) || MinBackoff > TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(MinBackoff)} is {MinBackoff}; 1 ms to 1 min.";
        }

        if (MaxBackoff < MinBackoff || MaxBackoff > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(MaxBackoff)} is {MaxBackoff}; {nameof(MinBackoff)} to 10 min.";
        }

        if (ShutdownDeadline < TimeSpan.Zero || ShutdownDeadline > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(ShutdownDeadline)} is {ShutdownDeadline}; 0 to 10 min.";
        }

        if (DegradedAge <= TimeSpan.Zero)
        {
            yield return $"{nameof(DegradedAge)} is {DegradedAge}; more than 0.";
        }

        if (!(DegradedFill is > 0 and <= 1))
        {
            yield return $"{nameof(DegradedFill)} is {DegradedFill}; above 0, at most 1.";
        }
    }
}
