using NextCode.Attempts.Local.SampleApi.Operations;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi;

/// <summary>Tells the attempt what request and response do not show.</summary>
internal static class AttemptNotes
{
    public static void Write(IAttemptContext attempt, Answer answer)
    {
        if (answer.ClientId is { } clientId)
        {
            attempt.ClientId = clientId;
        }

        // An unknown code is not told: the response shows it, and the mapping of codes is where it gets its meaning.
        if (answer.Refusal is { IsMasked: true } refusal && refusal.Code != ErrorCode.Unknown)
        {
            attempt.Fail(refusal.Code);
        }

        if (answer.Finding is { } finding)
        {
            attempt.Fail(finding);
        }

        if (answer.Status is { } status)
        {
            attempt.Status = status;
        }

        if (answer.Deposit is { } deposit)
        {
            attempt.Deposit(deposit);
        }

        if (answer.Verification is { } verification)
        {
            attempt.Verification(verification);
        }
    }
}
