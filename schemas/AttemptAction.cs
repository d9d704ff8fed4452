using System.Text.Json.Serialization;

namespace NextCode.Attempts;

/// <summary>What the player tried to do. On the wire, in the table and in message attributes: lower snake case.</summary>
public enum AttemptAction
{
    /// <summary>Creating an account.</summary>
    [JsonStringEnumMemberName("signup")]
    Signup,

    /// <summary>Signing in to an account.</summary>
    [JsonStringEnumMemberName("login")]
    Login,

    /// <summary>Asking for, or completing, a password reset.</summary>
    [JsonStringEnumMemberName("restore_password")]
    RestorePassword,

    /// <summary>Checking one field while a form is filled in.</summary>
    [JsonStringEnumMemberName("validate")]
    Validate,

    /// <summary>One event in the life of a new account's verification.</summary>
    [JsonStringEnumMemberName("verification")]
    Verification,

    /// <summary>One step of paying money in.</summary>
    [JsonStringEnumMemberName("deposit")]
    Deposit,
}
