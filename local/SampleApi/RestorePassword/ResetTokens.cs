using System.Diagnostics.CodeAnalysis;
using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.RestorePassword;

/// <summary>The reset links that are out. At the bound the oldest link no longer works.</summary>
internal sealed class ResetTokens(TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Queue<string> _byAge = new();
    private readonly Dictionary<string, (Account Account, DateTimeOffset IssuedAt)> _issued = new(
        StringComparer.Ordinal
    );

    public string Issue(Account account)
    {
        var token = Ids.NewToken();
        lock (_gate)
        {
            if (_byAge.Count == Capacity)
            {
                _issued.Remove(_byAge.Dequeue());
            }

            _byAge.Enqueue(token);
            _issued[token] = (account, time.GetUtcNow());
        }

        return token;
    }

    /// <summary>Finds whose link it is.</summary>
    public bool TryFind(string token, [NotNullWhen(true)] out Account? account, out bool expired)
    {
        lock (_gate)
        {
            var found = _issued.TryGetValue(token, out var issue);
            account = issue.Account;
            expired = found && time.GetUtcNow() - issue.IssuedAt > Lifetime;
            return found;
        }
    }

    /// <summary>Makes a link useless once it was used; the place in the queue goes with its turn.</summary>
    public void Spend(string token)
    {
        lock (_gate)
        {
            _issued.Remove(token);
        }
    }
}
