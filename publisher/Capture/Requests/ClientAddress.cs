using System.Net;
using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Capture.Requests;

/// <summary>
/// The client's address: behind Cloudflare CF-Connecting-IPv6 (the real one where "pseudo IPv4" puts a class E address
/// into the other), else CF-Connecting-IP, else the connection's.
/// </summary>
internal static class ClientAddress
{
    public static string? Of(HttpContext context, bool trusted)
    {
        var headers = context.Request.Headers;
        if (trusted)
        {
            var address = Parse(headers["CF-Connecting-IPv6"]) ?? Parse(headers["CF-Connecting-IP"]);
            if (address is not null)
            {
                return address;
            }
        }

        return Format(context.Connection.RemoteIpAddress);
    }

    private static string? Parse(string? text) => IPAddress.TryParse(text, out var address) ? Format(address) : null;

    private static string? Format(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString();
}
