using System.Net;

namespace NextCode.Attempts.Local.PubSub;

/// <summary>What a <see cref="PubSubStandIn"/> needs to know.</summary>
internal sealed record PubSubStandInOptions
{
    /// <summary>Where to listen; port 0 lets the operating system choose.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where <c>pubsub.db</c> lives; created when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The clock behind leases, back-off, publish times and push time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Pushes of one subscription that may wait for an answer at once. Default 100, at least 1.</summary>
    public int MaxPushesInFlight { get; init; } = 100;

    /// <summary>
    /// Bytes of recently published payloads kept in memory so that a push need not read them back. Default 32 MiB;
    /// 0 keeps none.
    /// </summary>
    public long PayloadCacheBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// Unacknowledged messages over all subscriptions, each of which costs about 150 bytes of memory. Default
    /// 5,000,000; at the bound a publish is answered 429 RESOURCE_EXHAUSTED and nothing is stored.
    /// </summary>
    public int MaxBacklog { get; init; } = 5_000_000;

    /// <summary>
    /// Bytes of publish requests that may be under way at once, by their Content-Length. Default 256 MiB, at least
    /// 16 MiB, which is the largest request; at the bound a publish is answered 429 RESOURCE_EXHAUSTED unread.
    /// </summary>
    public long MaxPublishBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Every value that is out of bounds, each as a sentence for whoever set it; empty when all is well.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
        {
            errors.Add($"{nameof(DataDirectory)} is empty");
        }
        if (MaxPushesInFlight < 1)
        {
            errors.Add($"{nameof(MaxPushesInFlight)} is {MaxPushesInFlight}, at least 1 is needed");
        }
        if (PayloadCacheBytes < 0)
        {
            errors.Add($"{nameof(PayloadCacheBytes)} is {PayloadCacheBytes}, it cannot be negative");
        }
        if (MaxBacklog < 1)
        {
            errors.Add($"{nameof(MaxBacklog)} is {MaxBacklog}, at least 1 is needed");
        }
        if (MaxPublishBytes < PubSubStandIn.MaxRequestBytes)
        {
            errors.Add(
                $"{nameof(MaxPublishBytes)} is {MaxPublishBytes}, at least {PubSubStandIn.MaxRequestBytes} is needed"
            );
        }
        return errors;
    }
}
