namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>What the handler says of its attempt.</summary>
internal sealed class AttemptStatement(string attemptId) : IAttemptContext
{
    private const int MostAdded = 64;

    public string? AttemptId { get; } = attemptId;

    public AttemptStatus? Status { get; set; }

    public string? ClientId { get; set; }

    public string? Brand { get; set; }

    public ErrorCode? ErrorCode { get; private set; }

    public string? Raw { get; private set; }

    /// <summary>Null until something is added.</summary>
    public List<KeyValuePair<string, string?>>? Added { get; private set; }

    public DepositDetails? DepositDetails { get; private set; }

    public VerificationDetails? VerificationDetails { get; private set; }

    public IAttemptContext Fail(ErrorCode code, string? raw = null)
    {
        (ErrorCode, Raw) = (code, raw);
        return this;
    }

    public IAttemptContext Add(string name, string? value)
    {
        Added ??= [];
        if (!string.IsNullOrEmpty(name) && Added.Count < MostAdded)
        {
            Added.Add(new KeyValuePair<string, string?>(name, value));
        }

        return this;
    }

    public IAttemptContext Deposit(DepositDetails details)
    {
        DepositDetails = details;
        return this;
    }

    public IAttemptContext Verification(VerificationDetails details)
    {
        VerificationDetails = details;
        return this;
    }
}
