namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>The database in use; another one takes its place in one step.</summary>
internal sealed class AsnLookup
{
    private volatile AsnDatabase _database = new(AsnLists.Sample());

    public AsnDatabase Database
    {
        get => _database;
        set => _database = value;
    }

    /// <summary>The network of an address given as text; null for none, and for text that is no address.</summary>
    public AsnNetwork? Find(ReadOnlySpan<byte> address)
    {
        if (IpText.TryParseV4(address, out var v4))
        {
            return _database.Find(v4);
        }

        if (!IpText.TryParseV6(address, out var v6))
        {
            return null;
        }

        return IpText.TryUnmap(v6, out v4) ? _database.Find(v4) : _database.Find(v6);
    }
}
