using System.Collections.Frozen;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Signup;

/// <summary>
/// What other systems would say of a person, decided here by the last name so that every outcome can be had on demand.
/// </summary>
internal static class SeedOutcomes
{
    private const string SystemError = "We cannot create your account right now. Please contact support.";

    private static readonly FrozenDictionary<string, Refusal> ByLastName = new Dictionary<string, Refusal>
    {
        // The register is Australia's public one: the player is told, in the register's own word.
        ["Betstop"] = new(
            ErrorCode.BetstopSelfExcluded,
            StatusCodes.Status403Forbidden,
            "You are registered with BetStop, the National Self-Exclusion Register."
        )
        {
            PublicCode = "betstop_self_excluded",
        },
        // The operator's own list must not show: whoever tries under another's name would learn of it.
        ["Excluded"] = new(ErrorCode.SelfExcluded, StatusCodes.Status403Forbidden, SystemError)
        {
            PublicCode = "SYSTEM_ERROR",
        },
        ["Timeout"] = new(
            ErrorCode.UpstreamTimeout,
            StatusCodes.Status504GatewayTimeout,
            "The account service did not answer in time."
        ),
        ["Unavailable"] = new(
            ErrorCode.UpstreamUnavailable,
            StatusCodes.Status503ServiceUnavailable,
            "The account service is not available."
        ),
        // A code no catalogue knows, as a back end adds one without telling anybody.
        ["Mystery"] = new(ErrorCode.Unknown, StatusCodes.Status400BadRequest, "Unknown error")
        {
            PublicCode = "HX-1099",
        },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the last name is one that makes the handler throw.</summary>
    public static bool IsBoom(string lastName) => string.Equals(lastName, "Boom", StringComparison.OrdinalIgnoreCase);

    public static Refusal? Find(string lastName) => ByLastName.GetValueOrDefault(lastName);
}
