using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NextCode.Attempts.Consumer.Authorization;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Authorization;

/// <summary>Signs tokens as Google does, and serves the key set they are verified with.</summary>
internal sealed class TestIssuer : HttpMessageHandler, IHttpClientFactory
{
    public const string Audience = "https://consumer.example.com/";
    public const string Email = "push@project.iam.gserviceaccount.com";

    private readonly List<JsonWebKey> _published = [];
    private RsaSecurityKey _key = null!;

    private readonly ECDsaSecurityKey _iapKey = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "iap-1" };

    public TestIssuer() => Rotate();

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <summary>A token as Identity-Aware Proxy signs it.</summary>
    public string IapToken(string audience, string email) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "https://cloud.google.com/iap",
                Audience = audience,
                Claims = new Dictionary<string, object> { ["email"] = email },
                IssuedAt = FixedTime.Noon.UtcDateTime,
                Expires = FixedTime.Noon.UtcDateTime.AddMinutes(10),
                SigningCredentials = new SigningCredentials(_iapKey, SecurityAlgorithms.EcdsaSha256),
            }
        );

    public int Fetches { get; private set; }

    public bool IsDown { get; set; }

    /// <summary>Signs with a new key from now on; the old ones stay in the set.</summary>
    public void Rotate()
    {
        _key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = $"key-{_published.Count + 1}" };
        _published.Add(
            JsonWebKeyConverter.ConvertFromRSASecurityKey(
                new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId }
            )
        );
    }

    public string Token(
        string audience = Audience,
        string? email = Email,
        object? isVerified = null,
        string issuer = "https://accounts.google.com",
        TimeSpan? expiresIn = null,
        string? keyId = null
    )
    {
        var claims = new Dictionary<string, object> { ["email_verified"] = isVerified ?? true };
        if (email is not null)
        {
            claims["email"] = email;
        }

        var now = FixedTime.Noon.UtcDateTime;
        var signer = keyId is null ? _key : new RsaSecurityKey(_key.Rsa) { KeyId = keyId };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                Claims = claims,
                IssuedAt = now,
                Expires = now + (expiresIn ?? TimeSpan.FromHours(1)),
                SigningCredentials = new SigningCredentials(signer, SecurityAlgorithms.RsaSha256),
            }
        );
    }

    /// <summary>The token as Cloud Run passes it on.</summary>
    public static string WithoutSignature(string token) =>
        token[..(token.LastIndexOf('.') + 1)] + "SIGNATURE_REMOVED_BY_GOOGLE";

    public SigningKeys Keys(TimeProvider timeProvider) =>
        new(new HttpClient(this, disposeHandler: false), new Uri("https://keys.example.com/"), timeProvider);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Fetches++;
        return IsDown
            ? throw new HttpRequestException("down")
            : Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent(
                        System.Text.Json.JsonSerializer.Serialize(
                            new
                            {
                                keys = _published
                                    .Append(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(_iapKey))
                                    .Select(static key => new
                                    {
                                        kty = key.Kty,
                                        kid = key.Kid,
                                        n = key.N,
                                        e = key.E,
                                        crv = key.Crv,
                                        x = key.X,
                                        y = key.Y,
                                        use = "sig",
                                    }),
                            }
                        )
                    ),
                }
            );
    }
}
