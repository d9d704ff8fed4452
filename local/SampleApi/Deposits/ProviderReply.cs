namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>What the payment provider said.</summary>
/// <param name="TransactionId">Its reference.</param>
/// <param name="Status">Its result word.</param>
/// <param name="ErrorCode">Its decline word; null when authorised.</param>
/// <param name="NetworkCode">The issuer's ISO 8583 response code.</param>
/// <param name="Refusal">What it means here; null when authorised.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record ProviderReply(
    string TransactionId,
    string Status,
    string? ErrorCode,
    string NetworkCode,
    ErrorCode? Refusal,
    TimeSpan Duration
);
