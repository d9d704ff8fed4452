using System.Text.Json.Serialization;

namespace NextCode.Attempts;

/// <summary>The family of an <see cref="ErrorCode"/>. On the wire and in the table: lower snake case.</summary>
public enum ErrorCategory
{
    /// <summary>The input was wrong.</summary>
    [JsonStringEnumMemberName("validation")]
    Validation,

    /// <summary>The input collides with an existing account or request.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,

    /// <summary>A rule forbids it.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,

    /// <summary>Too many attempts.</summary>
    [JsonStringEnumMemberName("rate_limited")]
    RateLimited,

    /// <summary>Who the player is could not be established.</summary>
    [JsonStringEnumMemberName("auth")]
    Auth,

    /// <summary>The payment was refused.</summary>
    [JsonStringEnumMemberName("payment")]
    Payment,

    /// <summary>Something the API depends on, or the client, did not answer.</summary>
    [JsonStringEnumMemberName("upstream")]
    Upstream,

    /// <summary>The API itself failed.</summary>
    [JsonStringEnumMemberName("internal")]
    Internal,
}
