namespace NextCode.Attempts.Publisher.Capture;

/// <summary>What a handler gets on a route that is not captured.</summary>
internal sealed class NoAttempt : IAttemptContext
{
    public static readonly NoAttempt Instance = new();

    public string? AttemptId => null;

    public AttemptStatus? Status
    {
        get => null;
        set { }
    }

    public string? ClientId
    {
        get => null;
        set { }
    }

    public string? Brand
    {
        get => null;
        set { }
    }

    public IAttemptContext Fail(ErrorCode code, string? raw = null) => this;

    public IAttemptContext Add(string name, string? value) => this;

    public IAttemptContext Deposit(DepositDetails details) => this;

    public IAttemptContext Verification(VerificationDetails details) => this;
}
