using System.Net;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Local.SampleApi;

/// <summary>What the sample API needs to know.</summary>
internal sealed record SampleApiOptions
{
    /// <summary>Where to listen; port 0 lets the operating system choose.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where attempts are published.</summary>
    public required ITopic Topic { get; init; }

    /// <summary>Where attempts wait on disk until they are published, in <c>spool</c> below it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Accounts, and deposits under way, kept in memory: at the bound the oldest goes. Default 100,000.</summary>
    public int Capacity { get; init; } = 100_000;

    /// <summary>How long the payment provider's sandbox takes. Default 40 ms.</summary>
    public TimeSpan ProviderLatency { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
