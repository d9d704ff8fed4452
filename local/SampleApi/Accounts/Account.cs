namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>One player. The mutable parts are changed under the account's own lock.</summary>
internal sealed class Account
{
    private const int MaxPayments = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, decimal Amount)> _payments = new();
    private PasswordHash _password;
    private int _failedLogins;
    private int _depositAttempts;

    public Account(
        string clientId,
        string email,
        string phone,
        Person person,
        string password,
        DateTimeOffset createdAt
    )
    {
        ClientId = clientId;
        Email = email;
        Phone = phone;
        Person = person;
        CreatedAt = createdAt;
        _password = new PasswordHash(password);
    }

    public string ClientId { get; }

    public string Email { get; }

    public string Phone { get; }

    public Person Person { get; }

    public DateTimeOffset CreatedAt { get; }

    public required string Country { get; init; }

    public required string Currency { get; init; }

    public string? Username { get; init; }

    public DepositLimit? DepositLimit { get; init; }

    /// <summary>The attempt that created the account: what its verification events point back to.</summary>
    public string? SignupAttemptId { get; init; }

    public ClientStatus Status { get; private set; } = ClientStatus.PreOpen;

    public DateTimeOffset? StatusChangedAt { get; private set; }

    /// <summary>Whether too many wrong passwords have locked the account.</summary>
    public bool IsLocked(int maxFailures)
    {
        lock (_gate)
        {
            return _failedLogins >= maxFailures;
        }
    }

    /// <summary>Compares a password, and counts a wrong one; a right one clears the count.</summary>
    public bool TryPassword(string password)
    {
        lock (_gate)
        {
            var right = _password.Matches(password);
            _failedLogins = right ? 0 : _failedLogins + 1;
            return right;
        }
    }

    /// <summary>Replaces the password; false where it is the one already in use.</summary>
    public bool TryChangePassword(string password)
    {
        lock (_gate)
        {
            if (_password.Matches(password))
            {
                return false;
            }

            _password = new PasswordHash(password);
            _failedLogins = 0;
            return true;
        }
    }

    /// <summary>Sets the verification status.</summary>
    /// <returns>The status before.</returns>
    public ClientStatus ChangeStatus(ClientStatus status, DateTimeOffset at)
    {
        lock (_gate)
        {
            var before = Status;
            if (before != status)
            {
                Status = status;
                StatusChangedAt = at;
            }

            return before;
        }
    }

    /// <summary>Counts a new deposit attempt.</summary>
    /// <returns>Its number, from 1.</returns>
    public int NextDepositAttempt() => Interlocked.Increment(ref _depositAttempts);

    /// <summary>Whether nothing was ever paid in.</summary>
    public bool HasNeverPaid()
    {
        lock (_gate)
        {
            return _payments.Count == 0;
        }
    }

    /// <summary>Adds a payment to what counts against the limit; the oldest beyond 1,000 no longer count.</summary>
    public void AddPayment(decimal amount, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_payments.Count == MaxPayments)
            {
                _payments.Dequeue();
            }

            _payments.Enqueue((at, amount));
        }
    }

    /// <summary>What the player's own limit still allows; null where there is no limit.</summary>
    public decimal? LimitRemaining(DateTimeOffset now)
    {
        if (DepositLimit is not { } limit)
        {
            return null;
        }

        lock (_gate)
        {
            var paid = _payments.Where(payment => now - payment.At < limit.Window).Sum(payment => payment.Amount);
            return Math.Max(0, limit.Amount - paid);
        }
    }
}
