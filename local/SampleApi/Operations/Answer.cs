namespace NextCode.Attempts.Local.SampleApi.Operations;

/// <summary>
/// What an operation answers, whichever protocol asked: a body or a refusal, and what the attempt should know beyond
/// what request and response show.
/// </summary>
internal sealed record Answer
{
    /// <summary>The body, written with snake_case names; null with a <see cref="Refusal"/>.</summary>
    public object? Body { get; init; }

    /// <summary>The status REST answers with a body.</summary>
    public int HttpStatus { get; init; } = StatusCodes.Status200OK;

    /// <summary>Why the answer is no; null when it is yes.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What the attempt ended with though the player was told of success, e.g. USER_NOT_FOUND.</summary>
    public ErrorCode? Finding { get; init; }

    /// <summary>The attempt's status where no code implies it.</summary>
    public AttemptStatus? Status { get; init; }

    /// <summary>The player, when known.</summary>
    public string? ClientId { get; init; }

    /// <summary>The step of a deposit.</summary>
    public DepositDetails? Deposit { get; init; }

    /// <summary>The verification event.</summary>
    public VerificationDetails? Verification { get; init; }

    public static Answer Ok(object body) => new() { Body = body };

    public static Answer No(Refusal refusal) => new() { Refusal = refusal };

    public static Answer No(ErrorCode code, int httpStatus, string message) =>
        No(new Refusal(code, httpStatus, message));

    public static Answer Invalid(IReadOnlyList<FieldFault> faults) => No(Refusal.Validation(faults));
}
