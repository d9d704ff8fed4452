namespace NextCode.Attempts.Local.SampleApi.RestorePassword;

/// <summary>Asks for a reset link with an email, or completes the reset with the link's token and a new password.</summary>
public sealed record RestorePasswordRequest
{
    /// <summary>Whose password.</summary>
    public string? Email { get; init; }

    /// <summary>The secret of the reset link.</summary>
    public string? ResetToken { get; init; }

    /// <summary>The password to set.</summary>
    public string? NewPassword { get; init; }
}
