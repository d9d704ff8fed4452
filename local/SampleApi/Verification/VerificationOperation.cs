using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Verification;

/// <summary>Takes note of a verification event and moves the account's status with it.</summary>
internal sealed class VerificationOperation(AccountStore accounts, TimeProvider time)
{
    private static readonly string[] Events =
    [
        "signup_succeeded",
        "verification_started",
        "verification_result",
        "client_status_changed",
        "status_push_received",
        "offers_loaded",
        "wait_ended",
        "navigated",
    ];
    private static readonly string[] Sources = ["backend", "app", "websocket"];
    private static readonly string[] WaitEndReasons = ["status_open", "timeout", "already_approved", "app_closed"];
    private static readonly string[] Onwards = ["SURROGATE_OFFERS", "FAILED_VERIFICATION", "DEPOSIT", "HOME"];
    private static readonly string[] Statuses = ["PRE_OPEN", "OPEN"];

    public Answer Execute(VerificationRequest request)
    {
        var faults = Check(request);
        if (faults.Count > 0)
        {
            return Answer.Invalid(faults) with { ClientId = request.ClientId };
        }

        accounts.TryFindById(request.ClientId, out var account);
        var before = account?.Status;
        if (request.Event == "client_status_changed" && ClientStatuses.TryParse(request.StatusAfter, out var after))
        {
            account?.ChangeStatus(after, time.GetUtcNow());
        }

        return Answer.Ok(new VerificationAnswer(request.Event!, account?.Status.ToWireName())) with
        {
            HttpStatus = StatusCodes.Status202Accepted,
            ClientId = request.ClientId,
            Finding = Find(request, account),
            Verification = Describe(request, account, before),
        };
    }

    private static IReadOnlyList<FieldFault> Check(VerificationRequest request) =>
        [
            .. new[]
            {
                FieldRules.Required("event", request.Event) ?? OneOf("event", request.Event, Events),
                OneOf("source", request.Source, Sources),
                OneOf("status_before", request.StatusBefore, Statuses),
                OneOf("status_after", request.StatusAfter, Statuses),
                OneOf("wait_end_reason", request.WaitEndReason, WaitEndReasons),
                OneOf("onward", request.Onward, Onwards),
            }.OfType<FieldFault>(),
        ];

    private static FieldFault? OneOf(string field, string? value, string[] allowed) =>
        value is null || allowed.Contains(value)
            ? null
            : new(field, ErrorCode.FieldInvalid, $"Use one of {string.Join(", ", allowed)}.");

    private static ErrorCode? Find(VerificationRequest request, Account? account) =>
        request switch
        {
            { Event: "verification_result", VerificationApproved: false } => ErrorCode.VerificationFailed,
            { Event: "wait_ended", WaitEndReason: "timeout", VerificationApproved: null } =>
                ErrorCode.VerificationTimeout,
            { Event: "wait_ended", WaitEndReason: "timeout" } => ErrorCode.VerificationPending,
            { Event: "navigated", VerificationApproved: true }
                when account?.Status == ClientStatus.PreOpen || request.StatusAfter is "PRE_OPEN" =>
                ErrorCode.VerificationStateInconsistent,
            _ => null,
        };

    private VerificationDetails Describe(VerificationRequest request, Account? account, ClientStatus? before) =>
        new()
        {
            Event = request.Event,
            SignupAttemptId = request.SignupAttemptId ?? account?.SignupAttemptId,
            Source = request.Source ?? "app",
            StatusBefore = request.StatusBefore ?? before?.ToWireName(),
            StatusAfter = request.StatusAfter ?? account?.Status.ToWireName(),
            VerificationApproved = request.VerificationApproved,
            SinceSignupMs = request.SinceSignupMs ?? Since(account?.CreatedAt),
            PushDelayMs =
                request.PushDelayMs
                ?? (request.Event == "status_push_received" ? Since(account?.StatusChangedAt) : null),
            ConfiguredTimeoutMs = request.ConfiguredTimeoutMs,
            WaitEndReason = request.WaitEndReason,
            WaitedMs = request.WaitedMs,
            OffersCount = request.OffersCount,
            Onward = request.Onward,
            Provider = request.Provider,
        };

    private long? Since(DateTimeOffset? moment) =>
        moment is { } then ? (long)(time.GetUtcNow() - then).TotalMilliseconds : null;
}
