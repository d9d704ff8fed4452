namespace NextCode.Attempts.Local.SampleApi.Operations;

/// <summary>Why an operation did not do what was asked.</summary>
/// <param name="Code">What really happened.</param>
/// <param name="HttpStatus">What REST answers; GraphQL always answers 200.</param>
/// <param name="Message">What the player reads.</param>
internal sealed record Refusal(ErrorCode Code, int HttpStatus, string Message)
{
    /// <summary>The code the player's app is told; other than <see cref="Code"/> where the truth must not show.</summary>
    public string PublicCode { get; init; } = Code.Code;

    /// <summary>The fields at fault; empty when none is.</summary>
    public IReadOnlyList<FieldFault> Fields { get; init; } = [];

    /// <summary>
    /// Whether the answer says less than, or something else than, <see cref="Code"/>, so that the attempt has to be told.
    /// </summary>
    public bool IsMasked => !string.Equals(PublicCode, Code.Code, StringComparison.OrdinalIgnoreCase);

    /// <summary>The refusal of a request whose fields are wrong: the one field's own code, or VALIDATION_FAILED for several.</summary>
    public static Refusal Validation(IReadOnlyList<FieldFault> faults) =>
        new(
            faults is [var only] ? only.Code : ErrorCode.ValidationFailed,
            StatusCodes.Status422UnprocessableEntity,
            "One or more fields are not valid."
        )
        {
            Fields = faults,
        };
}
