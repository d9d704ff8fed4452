using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>Sends the same signup over one connection.</summary>
internal sealed class SignupClient : IDisposable
{
    private static readonly byte[] Message =
    [
        .. Encoding.ASCII.GetBytes(
            "POST /client/Create?promo=summer HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: benchmark\r\n"
                + "CF-Connecting-IP: 203.0.113.9\r\nCF-IPCountry: AU\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Payloads.Request.Length}\r\n\r\n"
        ),
        .. Payloads.Request,
    ];

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    public SignupClient(IPEndPoint endpoint) => _socket.Connect(endpoint);

    /// <returns>Microseconds from the first byte sent to the last received.</returns>
    public double Send()
    {
        var start = Stopwatch.GetTimestamp();
        _socket.Send(Message);
        var received = 0;
        int end;
        do
        {
            received += _socket.Receive(_buffer.AsSpan(received));
            end = _buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
        } while (end < 0 || received < end + 4 + Payloads.Response.Length);

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    public void Dispose() => _socket.Dispose();
}
