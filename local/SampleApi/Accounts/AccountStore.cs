using System.Diagnostics.CodeAnalysis;

namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>The accounts, in memory. At the bound the oldest account is forgotten for each new one.</summary>
internal sealed class AccountStore(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<Account> _byAge = new();
    private readonly Dictionary<string, Account> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Account> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Account> _byUsername = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Person, Account> _byPerson = [];
    private readonly Dictionary<string, int> _phones = new(StringComparer.Ordinal);

    /// <summary>Adds an account unless one like it exists.</summary>
    /// <param name="account">The new account.</param>
    /// <param name="sharesPhone">Whether another account has the same phone number.</param>
    public AccountConflict TryAdd(Account account, out bool sharesPhone)
    {
        lock (_gate)
        {
            sharesPhone = _phones.ContainsKey(account.Phone);
            if (_byEmail.ContainsKey(account.Email))
            {
                return AccountConflict.EmailTaken;
            }

            if (account.Username is { } username && _byUsername.ContainsKey(username))
            {
                return AccountConflict.UsernameTaken;
            }

            if (_byPerson.ContainsKey(account.Person))
            {
                return AccountConflict.SamePerson;
            }

            if (_byAge.Count == capacity)
            {
                Forget(_byAge.Dequeue());
            }

            Remember(account);
            return AccountConflict.None;
        }
    }

    public bool TryFindById(string? clientId, [NotNullWhen(true)] out Account? account)
    {
        account = null;
        lock (_gate)
        {
            return clientId is not null && _byId.TryGetValue(clientId, out account);
        }
    }

    /// <summary>Finds by email or username, as a login form sends either.</summary>
    public bool TryFindByLogin(string login, [NotNullWhen(true)] out Account? account)
    {
        lock (_gate)
        {
            return _byEmail.TryGetValue(login, out account) || _byUsername.TryGetValue(login, out account);
        }
    }

    public bool HasEmail(string email)
    {
        lock (_gate)
        {
            return _byEmail.ContainsKey(email);
        }
    }

    public bool HasUsername(string username)
    {
        lock (_gate)
        {
            return _byUsername.ContainsKey(username);
        }
    }

    public bool HasPhone(string phone)
    {
        lock (_gate)
        {
            return _phones.ContainsKey(phone);
        }
    }

    private void Remember(Account account)
    {
        _byAge.Enqueue(account);
        _byId[account.ClientId] = account;
        _byEmail[account.Email] = account;
        _byPerson[account.Person] = account;
        _phones[account.Phone] = _phones.GetValueOrDefault(account.Phone) + 1;
        if (account.Username is { } username)
        {
            _byUsername[username] = account;
        }
    }

    private void Forget(Account account)
    {
        _byId.Remove(account.ClientId);
        _byEmail.Remove(account.Email);
        _byPerson.Remove(account.Person);
        if (--_phones[account.Phone] == 0)
        {
            _phones.Remove(account.Phone);
        }

        if (account.Username is { } username)
        {
            _byUsername.Remove(username);
        }
    }
}
