using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>What the attempt is told about the step of a deposit.</summary>
internal static class DepositDescriptions
{
    private const long NanosecondsPerTick = 100;

    public static Answer Describe(
        Answer answer,
        Deposit deposit,
        string phase,
        DateTimeOffset now,
        ProviderReply? reply,
        string? providerStatus = null
    ) =>
        answer with
        {
            ClientId = deposit.ClientId,
            Deposit = new DepositDetails
            {
                DepositId = deposit.Id,
                Phase = phase,
                Amount = deposit.Amount,
                AmountMinor = (long)(deposit.Amount * 100),
                Method = deposit.Method,
                Provider = SandboxProvider.Name,
                ProviderTxId = deposit.ProviderTxId,
                ProviderStatus = reply?.Status ?? providerStatus,
                ProviderErrorCode = reply?.ErrorCode,
                NetworkDeclineCode = reply?.Refusal is null ? null : reply.NetworkCode,
                ProviderDuration = reply?.Duration.Ticks * NanosecondsPerTick,
                CardScheme = deposit.Card?.Scheme,
                CardFunding = deposit.Card?.Funding,
                CardLast4 = deposit.Card?.Last4,
                CardCountry = deposit.Card?.Country,
                ThreeDsVersion = deposit.ThreeDsResult is null ? null : "2.2.0",
                ThreeDsResult = deposit.ThreeDsResult,
                IsFirstDeposit = deposit.IsFirst,
                DepositSeq = deposit.Number,
                BonusCode = deposit.BonusCode,
                LimitType = deposit.Account?.DepositLimit is null ? null : "customer_gross",
                LimitAmount = deposit.Account?.DepositLimit?.Amount,
                LimitPeriod = deposit.Account?.DepositLimit?.Period,
                LimitRemaining = deposit.Account?.LimitRemaining(now),
                ClientStatus = deposit.Account?.Status.ToWireName(),
            },
        };
}
