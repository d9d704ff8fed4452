namespace NextCode.Attempts.Consumer.Admin.Access;

/// <summary>Who calls.</summary>
/// <param name="Email">The e-mail of the token.</param>
internal sealed record AdminCaller(string Email)
{
    public const string Anonymous = "anonymous";

    public static string Of(HttpContext context) => context.Features.Get<AdminCaller>()!.Email;
}
