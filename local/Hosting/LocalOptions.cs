using System.Net;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>What to run, and where. The defaults are the ports and names of the documentation.</summary>
internal sealed record LocalOptions
{
    public const int DefaultApiPort = 5080;
    public const int DefaultConsumerPort = 8080;
    public const int DefaultPubSubPort = 8085;
    public const int DefaultBigQueryPort = 9050;
    public const string DefaultDataDirectory = ".data";

    /// <summary>The parts to run in this process. Default: all.</summary>
    public Roles Roles { get; init; } = Roles.All;

    /// <summary>Where state lives; created when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Attempts a second that are made up and sent to the API. Default 0: none. At most 2,000.</summary>
    public int TrafficPerSecond { get; init; }

    /// <summary>The API's port; 0 lets the operating system choose, as for the others.</summary>
    public int ApiPort { get; init; } = DefaultApiPort;

    public int ConsumerPort { get; init; } = DefaultConsumerPort;

    public int PubSubPort { get; init; } = DefaultPubSubPort;

    public int BigQueryPort { get; init; } = DefaultBigQueryPort;

    /// <summary>Where Pub/Sub is, <c>HOST:PORT</c>; null: the stand-in on its port.</summary>
    public string? PubSubHost { get; init; }

    /// <summary>Where BigQuery is, <c>HOST:PORT</c>; null: the stand-in on its port.</summary>
    public string? BigQueryHost { get; init; }

    /// <summary>
    /// Leaves out the stand-ins in whose place the environment names others: who points everything at Google's emulator
    /// does not want ours beside it.
    /// </summary>
    public LocalOptions WithoutForeignParts()
    {
        var roles = Roles;
        if (IsForeign(PubSubHost, PubSubPort))
        {
            roles &= ~Roles.PubSub;
        }

        if (IsForeign(BigQueryHost, BigQueryPort))
        {
            roles &= ~Roles.BigQuery;
        }

        return this with
        {
            Roles = roles,
        };
    }

    private static bool IsForeign(string? host, int ownPort) =>
        !string.IsNullOrEmpty(host) && host != $"127.0.0.1:{ownPort}" && host != $"localhost:{ownPort}";

    /// <summary>Nothing here listens beyond this machine.</summary>
    public static IPEndPoint Loopback(int port) => new(IPAddress.Loopback, port);
}
