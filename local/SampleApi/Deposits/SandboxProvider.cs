using System.Collections.Frozen;
using System.Globalization;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>
/// A payment provider's sandbox: the cents of the amount are the response code the issuer gives (ISO 8583 field 39),
/// so 20.00 is approved and 20.51 has insufficient funds. It takes about as long as a real one.
/// </summary>
internal sealed class SandboxProvider(TimeProvider time, TimeSpan latency)
{
    public const string Name = "sandbox";

    private static readonly FrozenDictionary<string, (string Word, ErrorCode Code)> Declines = new Dictionary<
        string,
        (string, ErrorCode)
    >
    {
        ["05"] = ("do_not_honor", ErrorCode.PaymentDeclined),
        ["14"] = ("invalid_card_number", ErrorCode.CardInvalid),
        ["41"] = ("lost_card", ErrorCode.CardBlocked),
        ["51"] = ("insufficient_funds", ErrorCode.InsufficientFunds),
        ["54"] = ("expired_card", ErrorCode.CardExpired),
        ["57"] = ("transaction_not_permitted", ErrorCode.TransactionNotPermitted),
        ["59"] = ("suspected_fraud", ErrorCode.FraudSuspected),
        ["91"] = ("issuer_unavailable", ErrorCode.PaymentProviderError),
    }.ToFrozenDictionary();

    public async Task<ProviderReply> AuthoriseAsync(decimal amount, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await Task.Delay(latency, time, cancellationToken);
        var network = ((int)(amount * 100 % 100)).ToString("00", CultureInfo.InvariantCulture);
        var declined = Declines.TryGetValue(network, out var decline);
        return new ProviderReply(
            Ids.New("psp", time),
            declined ? "REFUSED" : "AUTHORISED",
            declined ? decline.Word : null,
            declined ? network : "00",
            declined ? decline.Code : null,
            time.GetElapsedTime(started)
        );
    }
}
