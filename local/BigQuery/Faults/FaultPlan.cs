using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.BigQuery.Faults;

/// <summary>The faults that are on, as <c>PUT /faults</c> takes them.</summary>
/// <param name="Faults">Their probabilities add up to 1 at most.</param>
/// <param name="Seed">The same seed and the same calls meet the same faults.</param>
internal sealed record FaultPlan(IReadOnlyList<Fault> Faults, int Seed = 0)
{
    public static FaultPlan None { get; } = new([]);

    /// <exception cref="ApiException">A value is out of its bounds.</exception>
    public FaultPlan Validated()
    {
        foreach (var fault in Faults)
        {
            if (fault.Probability is not (>= 0 and <= 1) || fault.Status is < 400 or > 599 || fault.DelayMs < 0)
            {
                throw ApiException.Invalid(
                    $"Fault {fault.Kind}: probability is 0 to 1, status 400 to 599, delayMs not negative.",
                    "faults"
                );
            }
        }

        return Faults.Sum(static fault => fault.Probability) <= 1 + 1e-9
            ? this
            : throw ApiException.Invalid("The faults' probabilities add up to more than 1.", "faults");
    }
}

/// <summary>What <c>GET /faults</c> says.</summary>
/// <param name="Plan">The faults that are on.</param>
/// <param name="Calls">insertAll calls since the start, faulty ones included.</param>
/// <param name="Met">How many calls met each kind.</param>
internal sealed record FaultReport(FaultPlan Plan, long Calls, IReadOnlyDictionary<string, long> Met);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(FaultPlan))]
[JsonSerializable(typeof(FaultReport))]
internal sealed partial class FaultJson : JsonSerializerContext;
