using NextCode.Attempts.Consumer.Enrichment.Asn;

namespace NextCode.Attempts.Consumer.Enrichment.Iptoasn;

/// <summary>The networks of the addresses asked for last, at most so many, each for so long.</summary>
internal sealed class NetworkCache(int capacity, TimeSpan lifetime, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, LinkedListNode<Entry>> _entries = [];

    // The one used last is first.
    private readonly LinkedList<Entry> _byUse = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>What is known of an address; that nobody announces it is known too, as null.</summary>
    /// <returns>Whether anything is known.</returns>
    public bool TryGet(UInt128 address, out AsnNetwork? network)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(address, out var node))
            {
                if (timeProvider.GetElapsedTime(node.Value.Since) < lifetime)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    network = node.Value.Network;
                    return true;
                }

                Remove(node);
            }
        }

        network = null;
        return false;
    }

    public void Add(UInt128 address, AsnNetwork? network)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(address, out var known))
            {
                Remove(known);
            }
            else if (_entries.Count >= capacity)
            {
                Remove(_byUse.Last!);
            }

            _entries[address] = _byUse.AddFirst(new Entry(address, network, timeProvider.GetTimestamp()));
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Address);
    }

    private readonly record struct Entry(UInt128 Address, AsnNetwork? Network, long Since);
}
