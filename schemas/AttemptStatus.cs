using System.Text.Json.Serialization;

namespace NextCode.Attempts;

/// <summary>How the attempt ended. On the wire and in the table: lower snake case.</summary>
public enum AttemptStatus
{
    /// <summary>It did what the player wanted.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>It failed; the player may be able to correct it.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>A rule forbade it: self-exclusion, a limit, a country.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,

    /// <summary>The outcome comes later: a second factor, a 3DS challenge, a verification under way.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>The player gave it up.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>A test account's attempt; informational.</summary>
    [JsonStringEnumMemberName("test")]
    Test,

    /// <summary>The player already has an account under other details.</summary>
    [JsonStringEnumMemberName("multi_account")]
    MultiAccount,
}
