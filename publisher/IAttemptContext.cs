namespace NextCode.Attempts.Publisher;

/// <summary>
/// The attempt a request is, for the handler to say what only it knows; what it says wins over what the response shows.
/// Every member may be called at any time and never fails: on a route that is not captured, or after the response's
/// last byte, it does nothing.
/// </summary>
public interface IAttemptContext
{
    /// <summary>The event's id, to join later events to this one; null where the request is not captured.</summary>
    string? AttemptId { get; }

    /// <summary>How it ended; null lets the response tell.</summary>
    AttemptStatus? Status { get; set; }

    /// <summary>The player's id.</summary>
    string? ClientId { get; set; }

    /// <summary>The operator's brand.</summary>
    string? Brand { get; set; }

    /// <summary>Says why it failed, before the API masks it for the player.</summary>
    /// <param name="code">The catalogue's code; its status becomes the attempt's unless <see cref="Status"/> is set.</param>
    /// <param name="raw">The code or text as the service behind the API gave it.</param>
    IAttemptContext Fail(ErrorCode code, string? raw = null);

    /// <summary>Adds a value to <c>additional_data</c>; a value whose name is a secret's is masked.</summary>
    IAttemptContext Add(string name, string? value);

    /// <summary>Gives the column <c>deposit</c>; where a member is null, what request and response say stays.</summary>
    IAttemptContext Deposit(DepositDetails details);

    /// <summary>Gives the column <c>verification</c>; where a member is null, what request and response say stays.</summary>
    IAttemptContext Verification(VerificationDetails details);
}
