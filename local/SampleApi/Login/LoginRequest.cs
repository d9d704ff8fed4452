namespace NextCode.Attempts.Local.SampleApi.Login;

/// <summary>A login form; the player is named by email or username.</summary>
internal sealed record LoginRequest
{
    public string? Email { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }
}
