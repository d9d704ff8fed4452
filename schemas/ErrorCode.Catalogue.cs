// Written from error-codes.tsv by ErrorCodeCatalogueTests (ATTEMPTS_WRITE_CATALOGUE=1); do not edit by hand.
namespace NextCode.Attempts;

public sealed partial class ErrorCode
{
    /// <summary>VALIDATION_FAILED (validation): several fields wrong; details in errors[] {field,code}.</summary>
    public static ErrorCode ValidationFailed { get; } =
        new("VALIDATION_FAILED", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>FIELD_REQUIRED (validation): field missing.</summary>
    public static ErrorCode FieldRequired { get; } =
        new("FIELD_REQUIRED", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>FIELD_INVALID (validation): generic field error (field in error_field).</summary>
    public static ErrorCode FieldInvalid { get; } =
        new("FIELD_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>FIELD_TOO_LONG (validation).</summary>
    public static ErrorCode FieldTooLong { get; } =
        new("FIELD_TOO_LONG", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>EMAIL_INVALID (validation): email syntax.</summary>
    public static ErrorCode EmailInvalid { get; } =
        new("EMAIL_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>EMAIL_DOMAIN_SUSPECT (validation): gmul.com instead of gmail.com (advisory: may accompany success).</summary>
    public static ErrorCode EmailDomainSuspect { get; } =
        new("EMAIL_DOMAIN_SUSPECT", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>EMAIL_DISPOSABLE (validation): throw-away domain.</summary>
    public static ErrorCode EmailDisposable { get; } =
        new("EMAIL_DISPOSABLE", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>PHONE_INVALID (validation): phone_number without country code.</summary>
    public static ErrorCode PhoneInvalid { get; } =
        new("PHONE_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>PASSWORD_WEAK (validation).</summary>
    public static ErrorCode PasswordWeak { get; } =
        new("PASSWORD_WEAK", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>USERNAME_INVALID (validation).</summary>
    public static ErrorCode UsernameInvalid { get; } =
        new("USERNAME_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>DATE_OF_BIRTH_INVALID (validation): not yyyy-MM-dd.</summary>
    public static ErrorCode DateOfBirthInvalid { get; } =
        new("DATE_OF_BIRTH_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>UNDERAGE (blocked): below legal age.</summary>
    public static ErrorCode Underage { get; } =
        new("UNDERAGE", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>ADDRESS_INVALID (validation): Harmony id null + manual entry invalid.</summary>
    public static ErrorCode AddressInvalid { get; } =
        new("ADDRESS_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>CURRENCY_NOT_SUPPORTED (validation): currency column.</summary>
    public static ErrorCode CurrencyNotSupported { get; } =
        new("CURRENCY_NOT_SUPPORTED", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>BONUS_CODE_INVALID (validation): bonus_code.</summary>
    public static ErrorCode BonusCodeInvalid { get; } =
        new("BONUS_CODE_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>DEPOSIT_LIMIT_INVALID (validation): deposit_limit / DAYS_7.</summary>
    public static ErrorCode DepositLimitInvalid { get; } =
        new("DEPOSIT_LIMIT_INVALID", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>TERMS_NOT_ACCEPTED (validation).</summary>
    public static ErrorCode TermsNotAccepted { get; } =
        new("TERMS_NOT_ACCEPTED", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>USER_EXISTS (conflict): name + date of birth (or unspecified) already registered.</summary>
    public static ErrorCode UserExists { get; } =
        new("USER_EXISTS", ErrorCategory.Conflict, AttemptStatus.Error);

    /// <summary>EMAIL_TAKEN (conflict): email already in use.</summary>
    public static ErrorCode EmailTaken { get; } =
        new("EMAIL_TAKEN", ErrorCategory.Conflict, AttemptStatus.Error);

    /// <summary>USERNAME_TAKEN (conflict): checked before submission.</summary>
    public static ErrorCode UsernameTaken { get; } =
        new("USERNAME_TAKEN", ErrorCategory.Conflict, AttemptStatus.Error);

    /// <summary>PHONE_TAKEN (conflict): checked before submission.</summary>
    public static ErrorCode PhoneTaken { get; } =
        new("PHONE_TAKEN", ErrorCategory.Conflict, AttemptStatus.Error);

    /// <summary>IDEMPOTENCY_CONFLICT (conflict): same key, other body.</summary>
    public static ErrorCode IdempotencyConflict { get; } =
        new("IDEMPOTENCY_CONFLICT", ErrorCategory.Conflict, AttemptStatus.Error);

    /// <summary>BETSTOP_SELF_EXCLUDED (blocked): seed literal betstop_self_excluded.</summary>
    public static ErrorCode BetstopSelfExcluded { get; } =
        new("BETSTOP_SELF_EXCLUDED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>SELF_EXCLUDED (blocked): operator list; user sees only a system error.</summary>
    public static ErrorCode SelfExcluded { get; } =
        new("SELF_EXCLUDED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>MULTI_ACCOUNT (conflict): multi acc.</summary>
    public static ErrorCode MultiAccount { get; } =
        new("MULTI_ACCOUNT", ErrorCategory.Conflict, AttemptStatus.MultiAccount);

    /// <summary>TEST_ACCOUNT (conflict): status test: informational, not an error.</summary>
    public static ErrorCode TestAccount { get; } =
        new("TEST_ACCOUNT", ErrorCategory.Conflict, AttemptStatus.Test);

    /// <summary>COUNTRY_BLOCKED (blocked): licence/geo restriction.</summary>
    public static ErrorCode CountryBlocked { get; } =
        new("COUNTRY_BLOCKED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>IP_BLOCKED (blocked): IP/ASN/VPN rule.</summary>
    public static ErrorCode IpBlocked { get; } =
        new("IP_BLOCKED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>DEVICE_BLOCKED (blocked): fingerprint rule.</summary>
    public static ErrorCode DeviceBlocked { get; } =
        new("DEVICE_BLOCKED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>ACCOUNT_CLOSED (blocked).</summary>
    public static ErrorCode AccountClosed { get; } =
        new("ACCOUNT_CLOSED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>ACCOUNT_SUSPENDED (blocked).</summary>
    public static ErrorCode AccountSuspended { get; } =
        new("ACCOUNT_SUSPENDED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>TIME_OUT_ACTIVE (blocked): customer-chosen cool-off.</summary>
    public static ErrorCode TimeOutActive { get; } =
        new("TIME_OUT_ACTIVE", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>BOT_SUSPECTED (blocked): captcha / bot score failed.</summary>
    public static ErrorCode BotSuspected { get; } =
        new("BOT_SUSPECTED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>RATE_LIMITED (rate_limited): seed: shown as &quot;Unknown error&quot;; rule in rate_limit_key (ip,fp,email,account).</summary>
    public static ErrorCode RateLimited { get; } =
        new("RATE_LIMITED", ErrorCategory.RateLimited, AttemptStatus.Blocked);

    /// <summary>ACCOUNT_LOCKED (rate_limited): too many failures on one account.</summary>
    public static ErrorCode AccountLocked { get; } =
        new("ACCOUNT_LOCKED", ErrorCategory.RateLimited, AttemptStatus.Blocked);

    /// <summary>USER_NOT_FOUND (auth): internal; public code INVALID_CREDENTIALS.</summary>
    public static ErrorCode UserNotFound { get; } =
        new("USER_NOT_FOUND", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>WRONG_PASSWORD (auth): internal; public code INVALID_CREDENTIALS.</summary>
    public static ErrorCode WrongPassword { get; } =
        new("WRONG_PASSWORD", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>INVALID_CREDENTIALS (auth): public fold of the two above.</summary>
    public static ErrorCode InvalidCredentials { get; } =
        new("INVALID_CREDENTIALS", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>MFA_REQUIRED (auth).</summary>
    public static ErrorCode MfaRequired { get; } =
        new("MFA_REQUIRED", ErrorCategory.Auth, AttemptStatus.Pending);

    /// <summary>OTP_INVALID (auth).</summary>
    public static ErrorCode OtpInvalid { get; } =
        new("OTP_INVALID", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>TOKEN_INVALID (auth): reset link / auto-login token.</summary>
    public static ErrorCode TokenInvalid { get; } =
        new("TOKEN_INVALID", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>TOKEN_EXPIRED (auth).</summary>
    public static ErrorCode TokenExpired { get; } =
        new("TOKEN_EXPIRED", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>PASSWORD_REUSED (validation).</summary>
    public static ErrorCode PasswordReused { get; } =
        new("PASSWORD_REUSED", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>ACCOUNT_NOT_VERIFIED (auth): client status PRE_OPEN.</summary>
    public static ErrorCode AccountNotVerified { get; } =
        new("ACCOUNT_NOT_VERIFIED", ErrorCategory.Auth, AttemptStatus.Blocked);

    /// <summary>VERIFICATION_PENDING (auth): PRE_OPEN when timeout elapsed.</summary>
    public static ErrorCode VerificationPending { get; } =
        new("VERIFICATION_PENDING", ErrorCategory.Auth, AttemptStatus.Pending);

    /// <summary>VERIFICATION_FAILED (auth): Failed Verification modal, verified negative.</summary>
    public static ErrorCode VerificationFailed { get; } =
        new("VERIFICATION_FAILED", ErrorCategory.Auth, AttemptStatus.Error);

    /// <summary>VERIFICATION_TIMEOUT (upstream): zero-day-verification-v2-timeout elapsed, result unknown.</summary>
    public static ErrorCode VerificationTimeout { get; } =
        new("VERIFICATION_TIMEOUT", ErrorCategory.Upstream, AttemptStatus.Pending);

    /// <summary>VERIFICATION_STATE_INCONSISTENT (internal): verificationApproved=true while PRE_OPEN.</summary>
    public static ErrorCode VerificationStateInconsistent { get; } =
        new("VERIFICATION_STATE_INCONSISTENT", ErrorCategory.Internal, AttemptStatus.Pending);

    /// <summary>DOCUMENTS_REQUIRED (auth): KYC uplift.</summary>
    public static ErrorCode DocumentsRequired { get; } =
        new("DOCUMENTS_REQUIRED", ErrorCategory.Auth, AttemptStatus.Pending);

    /// <summary>DEPOSIT_BELOW_MIN (validation).</summary>
    public static ErrorCode DepositBelowMin { get; } =
        new("DEPOSIT_BELOW_MIN", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>DEPOSIT_ABOVE_MAX (validation): operator maximum.</summary>
    public static ErrorCode DepositAboveMax { get; } =
        new("DEPOSIT_ABOVE_MAX", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>DEPOSIT_LIMIT_EXCEEDED (blocked): customer&apos;s own gross limit (limit_period).</summary>
    public static ErrorCode DepositLimitExceeded { get; } =
        new("DEPOSIT_LIMIT_EXCEEDED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>AFFORDABILITY_BLOCK (blocked): operator/regulator check.</summary>
    public static ErrorCode AffordabilityBlock { get; } =
        new("AFFORDABILITY_BLOCK", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>PAYMENT_METHOD_NOT_ALLOWED (blocked): e.g. AU credit card / crypto ban.</summary>
    public static ErrorCode PaymentMethodNotAllowed { get; } =
        new("PAYMENT_METHOD_NOT_ALLOWED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>PAYMENT_DECLINED (payment): issuer said no, no reason.</summary>
    public static ErrorCode PaymentDeclined { get; } =
        new("PAYMENT_DECLINED", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>INSUFFICIENT_FUNDS (payment).</summary>
    public static ErrorCode InsufficientFunds { get; } =
        new("INSUFFICIENT_FUNDS", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>CARD_EXPIRED (payment).</summary>
    public static ErrorCode CardExpired { get; } =
        new("CARD_EXPIRED", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>CARD_INVALID (payment): number / CVC / AVS.</summary>
    public static ErrorCode CardInvalid { get; } =
        new("CARD_INVALID", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>CARD_BLOCKED (payment): lost, stolen, restricted.</summary>
    public static ErrorCode CardBlocked { get; } =
        new("CARD_BLOCKED", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>TRANSACTION_NOT_PERMITTED (payment): issuer blocks gambling MCC 7995.</summary>
    public static ErrorCode TransactionNotPermitted { get; } =
        new("TRANSACTION_NOT_PERMITTED", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>FRAUD_SUSPECTED (payment): never show to the user.</summary>
    public static ErrorCode FraudSuspected { get; } =
        new("FRAUD_SUSPECTED", ErrorCategory.Payment, AttemptStatus.Blocked);

    /// <summary>THREE_DS_REQUIRED (payment): challenge.</summary>
    public static ErrorCode ThreeDsRequired { get; } =
        new("THREE_DS_REQUIRED", ErrorCategory.Payment, AttemptStatus.Pending);

    /// <summary>THREE_DS_FAILED (payment).</summary>
    public static ErrorCode ThreeDsFailed { get; } =
        new("THREE_DS_FAILED", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>PAYMENT_CANCELLED (payment): user cancelled or abandoned.</summary>
    public static ErrorCode PaymentCancelled { get; } =
        new("PAYMENT_CANCELLED", ErrorCategory.Payment, AttemptStatus.Cancelled);

    /// <summary>PAYMENT_METHOD_MISMATCH (payment): name on method differs (closed loop).</summary>
    public static ErrorCode PaymentMethodMismatch { get; } =
        new("PAYMENT_METHOD_MISMATCH", ErrorCategory.Payment, AttemptStatus.Error);

    /// <summary>PAYMENT_PROVIDER_ERROR (upstream): PSP/acquirer fault.</summary>
    public static ErrorCode PaymentProviderError { get; } =
        new("PAYMENT_PROVIDER_ERROR", ErrorCategory.Upstream, AttemptStatus.Error);

    /// <summary>UPSTREAM_TIMEOUT (upstream): server down / no answer.</summary>
    public static ErrorCode UpstreamTimeout { get; } =
        new("UPSTREAM_TIMEOUT", ErrorCategory.Upstream, AttemptStatus.Error);

    /// <summary>UPSTREAM_UNAVAILABLE (upstream): dependency down.</summary>
    public static ErrorCode UpstreamUnavailable { get; } =
        new("UPSTREAM_UNAVAILABLE", ErrorCategory.Upstream, AttemptStatus.Error);

    /// <summary>CLIENT_ABORTED (upstream): client disconnected (&quot;no connectivity&quot;).</summary>
    public static ErrorCode ClientAborted { get; } =
        new("CLIENT_ABORTED", ErrorCategory.Upstream, AttemptStatus.Error);

    /// <summary>REGISTER_CHECK_UNAVAILABLE (upstream): BetStop/self-exclusion service did not answer (fail closed).</summary>
    public static ErrorCode RegisterCheckUnavailable { get; } =
        new("REGISTER_CHECK_UNAVAILABLE", ErrorCategory.Upstream, AttemptStatus.Error);

    /// <summary>MAINTENANCE (upstream).</summary>
    public static ErrorCode Maintenance { get; } =
        new("MAINTENANCE", ErrorCategory.Upstream, AttemptStatus.Error);

    /// <summary>OPERATION_DISABLED (blocked): registration closed.</summary>
    public static ErrorCode OperationDisabled { get; } =
        new("OPERATION_DISABLED", ErrorCategory.Blocked, AttemptStatus.Blocked);

    /// <summary>MALFORMED_REQUEST (validation): bad JSON / GraphQL parse.</summary>
    public static ErrorCode MalformedRequest { get; } =
        new("MALFORMED_REQUEST", ErrorCategory.Validation, AttemptStatus.Error);

    /// <summary>INTERNAL_ERROR (internal): unhandled exception.</summary>
    public static ErrorCode InternalError { get; } =
        new("INTERNAL_ERROR", ErrorCategory.Internal, AttemptStatus.Error);

    /// <summary>UNKNOWN (internal): backend answered an unmapped error; raw value kept in error_raw.</summary>
    public static ErrorCode Unknown { get; } =
        new("UNKNOWN", ErrorCategory.Internal, AttemptStatus.Error);

    /// <summary>PROCESS_CRASHED (internal): the API process died while handling the request; found at recovery.</summary>
    public static ErrorCode ProcessCrashed { get; } =
        new("PROCESS_CRASHED", ErrorCategory.Internal, AttemptStatus.Error);

    /// <summary>The whole catalogue, in the file's order.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        ValidationFailed,
        FieldRequired,
        FieldInvalid,
        FieldTooLong,
        EmailInvalid,
        EmailDomainSuspect,
        EmailDisposable,
        PhoneInvalid,
        PasswordWeak,
        UsernameInvalid,
        DateOfBirthInvalid,
        Underage,
        AddressInvalid,
        CurrencyNotSupported,
        BonusCodeInvalid,
        DepositLimitInvalid,
        TermsNotAccepted,
        UserExists,
        EmailTaken,
        UsernameTaken,
        PhoneTaken,
        IdempotencyConflict,
        BetstopSelfExcluded,
        SelfExcluded,
        MultiAccount,
        TestAccount,
        CountryBlocked,
        IpBlocked,
        DeviceBlocked,
        AccountClosed,
        AccountSuspended,
        TimeOutActive,
        BotSuspected,
        RateLimited,
        AccountLocked,
        UserNotFound,
        WrongPassword,
        InvalidCredentials,
        MfaRequired,
        OtpInvalid,
        TokenInvalid,
        TokenExpired,
        PasswordReused,
        AccountNotVerified,
        VerificationPending,
        VerificationFailed,
        VerificationTimeout,
        VerificationStateInconsistent,
        DocumentsRequired,
        DepositBelowMin,
        DepositAboveMax,
        DepositLimitExceeded,
        AffordabilityBlock,
        PaymentMethodNotAllowed,
        PaymentDeclined,
        InsufficientFunds,
        CardExpired,
        CardInvalid,
        CardBlocked,
        TransactionNotPermitted,
        FraudSuspected,
        ThreeDsRequired,
        ThreeDsFailed,
        PaymentCancelled,
        PaymentMethodMismatch,
        PaymentProviderError,
        UpstreamTimeout,
        UpstreamUnavailable,
        ClientAborted,
        RegisterCheckUnavailable,
        Maintenance,
        OperationDisabled,
        MalformedRequest,
        InternalError,
        Unknown,
        ProcessCrashed,
    ];
}
