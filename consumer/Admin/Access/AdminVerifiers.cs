using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Authorization;

namespace NextCode.Attempts.Consumer.Admin.Access;

/// <summary>Verifies administrators' tokens: Google's own, and those of Identity-Aware Proxy.</summary>
internal sealed class AdminVerifiers : IDisposable
{
    private readonly SigningKeys _iapKeys;
    private readonly OidcVerifier? _bearer;
    private readonly OidcVerifier? _iap;

    /// <param name="options">The settings.</param>
    /// <param name="keys">The keys of Google's own tokens.</param>
    /// <param name="clients">For IAP's keys.</param>
    /// <param name="timeProvider">The clock.</param>
    public AdminVerifiers(
        IOptions<ConsumerOptions> options,
        SigningKeys keys,
        IHttpClientFactory clients,
        TimeProvider timeProvider
    )
    {
        var admin = options.Value.Admin;
        var client = clients.CreateClient(nameof(AdminVerifiers));
        client.MaxResponseContentBufferSize = SigningKeys.MaxAnswerBytes;
        _iapKeys = new SigningKeys(client, admin.IapKeysUrl, timeProvider);

        // No audience or no e-mail means nobody: a verifier with an empty list would not look at it.
        if (admin is { Audiences.Count: > 0, Emails.Count: > 0 })
        {
            var rules = new OidcOptions
            {
                Audiences = admin.Audiences,
                Emails = admin.Emails,
                Issuers = options.Value.Oidc.Issuers,
                BehindCloudRunIam = admin.BehindCloudRunIam,
            };
            _bearer = new OidcVerifier(rules, keys, timeProvider);
        }

        if (admin is { IapAudiences.Count: > 0, Emails.Count: > 0 })
        {
            var rules = new OidcOptions { Audiences = admin.IapAudiences, Emails = admin.Emails };
            _iap = new OidcVerifier(rules, _iapKeys, timeProvider, TokenKind.Iap);
        }
    }

    /// <summary>Judges an Authorization header.</summary>
    public ValueTask<OidcVerdict> VerifyBearerAsync(string? authorization, CancellationToken cancellationToken) =>
        VerifyAsync(_bearer, authorization, cancellationToken);

    /// <summary>Judges IAP's header.</summary>
    public ValueTask<OidcVerdict> VerifyIapAsync(string assertion, CancellationToken cancellationToken) =>
        VerifyAsync(_iap, $"Bearer {assertion}", cancellationToken);

    public void Dispose() => _iapKeys.Dispose();

    private static ValueTask<OidcVerdict> VerifyAsync(
        OidcVerifier? verifier,
        string? token,
        CancellationToken cancellationToken
    ) =>
        verifier is null
            ? ValueTask.FromResult(OidcVerdict.Unauthorized("nobody_is_admitted_so"))
            : verifier.VerifyAsync(token, cancellationToken);
}
