using System.Net;
using System.Net.Sockets;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>A port for a process that is started later, or twice.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
