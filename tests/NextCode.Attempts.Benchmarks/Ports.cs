using System.Net;
using System.Net.Sockets;

namespace NextCode.Attempts.Benchmarks;

internal static class Ports
{
    /// <summary>A port for a process that is started later.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
