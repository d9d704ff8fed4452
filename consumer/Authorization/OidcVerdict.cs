namespace NextCode.Attempts.Consumer.Authorization;

/// <summary>Whether a caller may go on.</summary>
/// <param name="Status">200; 401 for a token that proves nothing, 403 for one of somebody else, 503 where the keys are out of reach.</param>
/// <param name="Reason">Why not, for metric and log; no part of the token.</param>
/// <param name="Email">The caller, where the verdict is 200 and a token was read.</param>
internal sealed record OidcVerdict(int Status, string Reason, string? Email = null)
{
    public bool IsGranted => Status is StatusCodes.Status200OK;

    public static OidcVerdict Granted(string? email) => new(StatusCodes.Status200OK, "granted", email);

    public static OidcVerdict Unauthorized(string reason) => new(StatusCodes.Status401Unauthorized, reason);

    public static OidcVerdict Forbidden(string reason) => new(StatusCodes.Status403Forbidden, reason);
}
