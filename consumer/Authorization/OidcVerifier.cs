using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NextCode.Attempts.Consumer.Authorization;

/// <summary>Verifies bearer tokens: signature, issuer, audience, times, e-mail.</summary>
internal sealed class OidcVerifier(
    OidcOptions options,
    SigningKeys keys,
    TimeProvider timeProvider,
    TokenKind? kind = null
)
{
    private const string Scheme = "Bearer ";
    private const string RemovedSignature = "SIGNATURE_REMOVED_BY_GOOGLE";
    private const int MaxTokenLength = 16 * 1024;
    private const int MaxRemembered = 256;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private readonly TokenKind _kind = kind ?? TokenKind.Google;
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };

    // Pub/Sub sends the same token for about an hour; its signature is verified once.
    private readonly ConcurrentDictionary<string, (string Email, DateTime Expires)> _verified = new(
        StringComparer.Ordinal
    );

    private IEnumerable<string> Issuers => options.Issuers.Count > 0 ? options.Issuers : _kind.Issuers;

    public async ValueTask<OidcVerdict> VerifyAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return OidcVerdict.Unauthorized("no_token");
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return OidcVerdict.Unauthorized("not_a_bearer_token");
        }

        var text = authorization[Scheme.Length..].Trim();
        if (_verified.TryGetValue(text, out var known) && known.Expires + Skew > timeProvider.GetUtcNow().UtcDateTime)
        {
            return OidcVerdict.Granted(known.Email);
        }

        if (text.Length > MaxTokenLength || !_handler.CanReadToken(text) || text.Count(static c => c is '.') != 2)
        {
            return OidcVerdict.Unauthorized("unreadable_token");
        }

        return await VerifyTokenAsync(text, cancellationToken);
    }

    private async Task<OidcVerdict> VerifyTokenAsync(string text, CancellationToken cancellationToken)
    {
        var isRemoved = options.BehindCloudRunIam && text.EndsWith('.' + RemovedSignature, StringComparison.Ordinal);
        SecurityKey? key = null;
        try
        {
            if (!isRemoved)
            {
                var keyId = new JsonWebToken(text).Kid;
                key = string.IsNullOrEmpty(keyId) ? null : await keys.FindAsync(keyId, cancellationToken);
                if (key is null)
                {
                    return OidcVerdict.Unauthorized("unknown_key");
                }
            }
        }
        catch (ArgumentException)
        {
            return OidcVerdict.Unauthorized("unreadable_token"); // Three parts, but not a token's.
        }
        catch (HttpRequestException)
        {
            return new OidcVerdict(StatusCodes.Status503ServiceUnavailable, "keys_out_of_reach");
        }

        var result = await _handler.ValidateTokenAsync(text, Parameters(key));
        return result.IsValid
            ? CheckEmail(text, (JsonWebToken)result.SecurityToken)
            : OidcVerdict.Unauthorized(Reason(result.Exception));
    }

    private TokenValidationParameters Parameters(SecurityKey? key) =>
        new()
        {
            ValidIssuers = Issuers,
            ValidAudiences = options.Audiences,
            IssuerSigningKey = key,
            ValidAlgorithms = [_kind.Algorithm],
            RequireSignedTokens = key is not null,
            RequireExpirationTime = true,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = IsInTime,
            SignatureValidator = key is null ? static (token, _) => new JsonWebToken(token) : null,
        };

    private bool IsInTime(DateTime? from, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return expires + Skew > now && (from is null || from - Skew <= now);
    }

    private OidcVerdict CheckEmail(string text, JsonWebToken token)
    {
        var email = token.TryGetPayloadValue<string>("email", out var value) ? value : null;
        if (email is null || !options.Emails.Contains(email, StringComparer.OrdinalIgnoreCase))
        {
            return OidcVerdict.Forbidden("other_email");
        }

        if (
            _kind.NeedsVerifiedEmail
            && (!token.TryGetPayloadValue<bool>("email_verified", out var isVerified) || !isVerified)
        )
        {
            return OidcVerdict.Forbidden("email_not_verified");
        }

        if (_verified.Count >= MaxRemembered)
        {
            _verified.Clear();
        }

        _verified[text] = (email, token.ValidTo);
        return OidcVerdict.Granted(email);
    }

    private static string Reason(Exception exception) =>
        exception switch
        {
            SecurityTokenInvalidAudienceException => "other_audience",
            SecurityTokenInvalidIssuerException => "other_issuer",
            SecurityTokenInvalidLifetimeException
            or SecurityTokenExpiredException
            or SecurityTokenNoExpirationException => "not_in_time",
            SecurityTokenInvalidSignatureException => "bad_signature",
            SecurityTokenInvalidAlgorithmException => "other_algorithm",
            _ => "invalid_token",
        };
}
