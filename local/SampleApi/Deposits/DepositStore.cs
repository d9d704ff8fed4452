using System.Diagnostics.CodeAnalysis;

namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>The deposits under way, in memory. At the bound the oldest is forgotten for each new one.</summary>
internal sealed class DepositStore(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _byAge = new();
    private readonly Dictionary<string, Deposit> _byId = new(StringComparer.Ordinal);

    public void Add(Deposit deposit)
    {
        lock (_gate)
        {
            if (_byAge.Count == capacity)
            {
                _byId.Remove(_byAge.Dequeue());
            }

            _byAge.Enqueue(deposit.Id);
            _byId[deposit.Id] = deposit;
        }
    }

    public bool TryFind(string? id, [NotNullWhen(true)] out Deposit? deposit)
    {
        deposit = null;
        lock (_gate)
        {
            return id is not null && _byId.TryGetValue(id, out deposit);
        }
    }
}
