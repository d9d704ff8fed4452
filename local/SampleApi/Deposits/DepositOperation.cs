using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>Takes one step of a deposit.</summary>
internal sealed class DepositOperation(
    AccountStore accounts,
    DepositStore deposits,
    SandboxProvider provider,
    TimeProvider time
)
{
    private static readonly string[] Phases = ["initiate", "authenticate_3ds", "authorise", "capture", "webhook"];

    public async Task<Answer> ExecuteAsync(DepositRequest request, CancellationToken cancellationToken)
    {
        var phase = request.Phase ?? Phases[0];
        if (!Phases.Contains(phase))
        {
            return Answer.Invalid([new("phase", ErrorCode.FieldInvalid, $"Use one of {string.Join(", ", Phases)}.")]);
        }

        if (phase == "initiate")
        {
            return Initiate(request);
        }

        if (!deposits.TryFind(request.DepositId, out var deposit))
        {
            return Answer.No(
                new Refusal(ErrorCode.FieldInvalid, StatusCodes.Status404NotFound, "There is no such deposit.")
                {
                    Fields = [new("deposit_id", ErrorCode.FieldInvalid, "There is no such deposit.")],
                }
            ) with
            {
                Deposit = new DepositDetails { Phase = phase, DepositId = request.DepositId },
            };
        }

        return phase switch
        {
            "authenticate_3ds" => AuthenticateThreeDs(deposit, request.ThreeDsResult),
            "authorise" => await AuthoriseAsync(deposit, cancellationToken),
            "capture" => Capture(deposit),
            _ => Webhook(deposit, request.ProviderStatus),
        };
    }

    private Answer Initiate(DepositRequest request)
    {
        var faults = DepositRules.Check(request);
        accounts.TryFindById(request.ClientId, out var account);
        var deposit = new Deposit(
            Ids.New("deposit", time),
            request.Amount ?? 0,
            request.Currency?.ToUpperInvariant() ?? "",
            request.Method ?? ""
        )
        {
            Account = account,
            ClientId = request.ClientId,
            Card = request.Method is "card"
                ? Card.Parse(request.CardNumber ?? "", request.CardFunding, request.CardCountry)
                : null,
            BonusCode = request.BonusCode,
            IsFirst = account?.HasNeverPaid(),
            Number = account?.NextDepositAttempt(),
        };
        if (faults.Count > 0)
        {
            return Describe(Answer.Invalid(faults), deposit, "initiate");
        }

        if (DepositRules.Refuse(request, account, time.GetUtcNow()) is { } refusal)
        {
            return Describe(Answer.No(refusal), deposit, "initiate");
        }

        deposits.Add(deposit);
        var next = deposit.NeedsThreeDs ? "authenticate_3ds" : "authorise";
        return Describe(Went(deposit, "initiate", "pending", next), deposit, "initiate") with
        {
            HttpStatus = StatusCodes.Status202Accepted,
            Finding = deposit.NeedsThreeDs ? ErrorCode.ThreeDsRequired : null,
            Status = AttemptStatus.Pending,
        };
    }

    private Answer AuthenticateThreeDs(Deposit deposit, string? result)
    {
        const string phase = "authenticate_3ds";
        if (result is not ("Y" or "N" or "A" or "U" or "R" or "C"))
        {
            return Describe(
                Answer.Invalid([new("three_ds_result", ErrorCode.FieldInvalid, "Use Y, N, A, U, R or C.")]),
                deposit,
                phase
            );
        }

        deposit.ThreeDsResult = result;
        return result switch
        {
            "Y" or "A" => Describe(Went(deposit, phase, "authenticated", "authorise"), deposit, phase),
            "C" => Describe(Went(deposit, phase, "challenge", phase), deposit, phase) with
            {
                HttpStatus = StatusCodes.Status202Accepted,
                Finding = ErrorCode.ThreeDsRequired,
            },
            _ => Describe(
                Declined(ErrorCode.ThreeDsFailed, "Your bank could not confirm that it is you."),
                deposit,
                phase
            ),
        };
    }

    private async Task<Answer> AuthoriseAsync(Deposit deposit, CancellationToken cancellationToken)
    {
        const string phase = "authorise";
        if (deposit.NeedsThreeDs)
        {
            return Describe(
                Declined(ErrorCode.ThreeDsRequired, "Confirm the payment with your bank first."),
                deposit,
                phase
            );
        }

        var reply = await provider.AuthoriseAsync(deposit.Amount, cancellationToken);
        deposit.ProviderTxId = reply.TransactionId;
        deposit.IsAuthorised = reply.Refusal is null;
        var answer = reply.Refusal switch
        {
            null => Went(deposit, phase, "authorised", "capture"),
            // What the fraud rules saw is never shown to the one who tried.
            { } code when code == ErrorCode.FraudSuspected => Answer.No(
                Decline(code, "Your bank declined the payment.") with
                {
                    PublicCode = ErrorCode.PaymentDeclined.Code,
                }
            ),
            { } code when code == ErrorCode.PaymentProviderError => Answer.No(
                code,
                StatusCodes.Status502BadGateway,
                "The payment service is not available. Nothing was taken."
            ),
            { } code => Declined(code, "Your bank declined the payment."),
        };
        return DepositDescriptions.Describe(answer, deposit, phase, time.GetUtcNow(), reply);
    }

    private Answer Capture(Deposit deposit)
    {
        const string phase = "capture";
        if (!deposit.IsAuthorised)
        {
            return Describe(Declined(ErrorCode.PaymentDeclined, "The payment is not authorised."), deposit, phase);
        }

        if (!deposit.IsCaptured)
        {
            deposit.IsCaptured = true;
            deposit.Account?.AddPayment(deposit.Amount, time.GetUtcNow());
        }

        return Describe(Went(deposit, phase, "captured", next: null), deposit, phase);
    }

    // The provider's call, not the player's: it is answered, whatever it says.
    private Answer Webhook(Deposit deposit, string? status) =>
        Describe(Went(deposit, "webhook", "received", next: null), deposit, "webhook", status) with
        {
            Finding = status switch
            {
                "REFUSED" => ErrorCode.PaymentDeclined,
                "CANCELLED" => ErrorCode.PaymentCancelled,
                _ => null,
            },
        };

    private Answer Describe(Answer answer, Deposit deposit, string phase, string? providerStatus = null) =>
        DepositDescriptions.Describe(answer, deposit, phase, time.GetUtcNow(), reply: null, providerStatus);

    private static Answer Went(Deposit deposit, string phase, string result, string? next) =>
        Answer.Ok(new DepositAnswer(deposit.Id, phase, result, next));

    private static Answer Declined(ErrorCode code, string message) => Answer.No(Decline(code, message));

    private static Refusal Decline(ErrorCode code, string message) =>
        new(code, StatusCodes.Status402PaymentRequired, message);
}
