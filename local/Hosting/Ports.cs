using System.Net.Sockets;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>Looks whether the ports can be had before a server tries and fills the screen with its failure.</summary>
internal static class Ports
{
    /// <exception cref="StartException">One cannot; says which, and which flag gives another.</exception>
    public static void EnsureFree(LocalOptions options)
    {
        Ensure(Roles.PubSub, "Pub/Sub stand-in", "--pubsub-port", options.PubSubPort);
        Ensure(Roles.BigQuery, "BigQuery stand-in", "--bigquery-port", options.BigQueryPort);
        Ensure(Roles.Consumer, "consumer", "--consumer-port", options.ConsumerPort);
        Ensure(Roles.Api, "sample API", "--api-port", options.ApiPort);

        void Ensure(Roles role, string part, string flag, int port)
        {
            if (options.Roles.HasFlag(role))
            {
                EnsureFree(part, flag, port);
            }
        }
    }

    private static void EnsureFree(string part, string flag, int port)
    {
        var endPoint = LocalOptions.Loopback(port);
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
        }
        catch (SocketException exception)
        {
            var reason =
                exception.SocketErrorCode is SocketError.AddressAlreadyInUse ? "the port is taken" : exception.Message;
            throw new StartException(
                $"The {part} cannot listen on {endPoint}: {reason}. Stop what uses it, or give another with {flag}.",
                exception
            );
        }
    }
}
