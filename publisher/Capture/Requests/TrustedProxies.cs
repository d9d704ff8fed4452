using System.Net;

namespace NextCode.Attempts.Publisher.Capture.Requests;

/// <summary>Whose headers are believed.</summary>
internal sealed class TrustedProxies
{
    private readonly IPNetwork[] _networks;

    /// <param name="addresses">Addresses and networks; what is neither is passed over (validation names it).</param>
    public TrustedProxies(IEnumerable<string> addresses)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in addresses)
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
        }

        _networks = [.. networks];
    }

    public bool Trusts(IPAddress? peer)
    {
        if (peer is null || _networks.Length == 0)
        {
            return false;
        }

        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        foreach (var network in _networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
