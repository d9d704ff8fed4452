namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>What a step that went through is answered.</summary>
/// <param name="DepositId">The deposit.</param>
/// <param name="Phase">The step.</param>
/// <param name="Result">pending, authenticated, authorised, captured or settled.</param>
/// <param name="Next">The phase that comes next; null when the deposit is done.</param>
internal sealed record DepositAnswer(string DepositId, string Phase, string Result, string? Next);
