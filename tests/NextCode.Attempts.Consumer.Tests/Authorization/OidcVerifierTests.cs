using NextCode.Attempts.Consumer.Authorization;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Authorization;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OidcVerifierTests : IDisposable
{
    private readonly TestIssuer _issuer = new();
    private readonly ManualTime _clock = new();
    private readonly SigningKeys _keys;
    private readonly OidcOptions _options = new() { Audiences = [TestIssuer.Audience], Emails = [TestIssuer.Email] };

    public OidcVerifierTests() => _keys = _issuer.Keys(_clock);

    public void Dispose()
    {
        _keys.Dispose();
        _issuer.Dispose();
    }

    [Test]
    public async Task A_token_for_us_from_the_push_account_is_granted()
    {
        var verdict = await VerifyAsync(_issuer.Token());

        Assert.That(verdict, Is.EqualTo(OidcVerdict.Granted(TestIssuer.Email)));
    }

    [TestCase(null, "no_token")]
    [TestCase("", "no_token")]
    [TestCase("Basic dTpw", "not_a_bearer_token")]
    [TestCase("Bearer x", "unreadable_token")]
    [TestCase("Bearer a.b.c", "unreadable_token")]
    [TestCase("Bearer ..", "unreadable_token")]
    [TestCase("Bearer e30.e30.e30", "unknown_key")]
    public async Task What_is_no_token_is_unauthorized(string? header, string reason) =>
        Assert.That(await Verifier().VerifyAsync(header, default), Is.EqualTo(OidcVerdict.Unauthorized(reason)));

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case(static issuer => issuer.Token(audience: "https://other/"), 401, "other_audience");
        yield return Case(static issuer => issuer.Token(issuer: "https://other/"), 401, "other_issuer");
        yield return Case(static issuer => issuer.Token(expiresIn: TimeSpan.FromMinutes(-2)), 401, "not_in_time");
        yield return Case(static issuer => issuer.Token(keyId: "made-up"), 401, "unknown_key");
        yield return Case(static issuer => issuer.Token()[..^4] + "AAAA", 401, "bad_signature");
        yield return Case(static issuer => TestIssuer.WithoutSignature(issuer.Token()), 401, "bad_signature");
        yield return Case(static issuer => issuer.Token(email: "other@example.com"), 403, "other_email");
        yield return Case(static issuer => issuer.Token(email: null), 403, "other_email");
        yield return Case(static issuer => issuer.Token(isVerified: false), 403, "email_not_verified");
        yield return Case(static issuer => issuer.Token(isVerified: "perhaps"), 403, "email_not_verified");
        yield return Case(
            static issuer =>
            {
                var another = new TestIssuer();
                return another.Token();
            },
            401,
            "bad_signature"
        );

        static TestCaseData Case(Func<TestIssuer, string> token, int status, string reason) =>
            new TestCaseData(token, status, reason).SetArgDisplayNames($"{status} {reason}");
    }

    [TestCaseSource(nameof(Refused))]
    public async Task A_token_that_is_not_right_in_every_respect_is_refused(
        Func<TestIssuer, string> token,
        int status,
        string reason
    ) => Assert.That(await VerifyAsync(token(_issuer)), Is.EqualTo(new OidcVerdict(status, reason)));

    [Test]
    public async Task An_unsigned_token_of_algorithm_none_is_refused()
    {
        var parts = _issuer.Token().Split('.');
        var header = Convert.ToBase64String("""{"alg":"none","kid":"key-1"}"""u8).TrimEnd('=');

        Assert.That((await VerifyAsync($"{header}.{parts[1]}.")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_token_is_refused_once_it_has_expired_though_it_was_verified_before()
    {
        var token = _issuer.Token();
        var verifier = Verifier();
        Assert.That((await verifier.VerifyAsync($"Bearer {token}", default)).IsGranted);

        _clock.Advance(TimeSpan.FromMinutes(62));

        Assert.That((await verifier.VerifyAsync($"Bearer {token}", default)).Reason, Is.EqualTo("not_in_time"));
    }

    [Test]
    public async Task A_new_key_is_fetched_when_a_token_names_it_and_keys_are_fetched_once()
    {
        var verifier = Verifier();
        await verifier.VerifyAsync($"Bearer {_issuer.Token()}", default);
        await verifier.VerifyAsync($"Bearer {_issuer.Token(expiresIn: TimeSpan.FromMinutes(50))}", default);
        Assert.That(_issuer.Fetches, Is.EqualTo(1));

        _issuer.Rotate();
        _clock.Advance(TimeSpan.FromSeconds(11));
        var verdict = await verifier.VerifyAsync($"Bearer {_issuer.Token()}", default);

        Assert.That(verdict.IsGranted, verdict.Reason);
        Assert.That(_issuer.Fetches, Is.EqualTo(2));
    }

    [Test]
    public async Task Made_up_key_names_do_not_become_fetches()
    {
        var verifier = Verifier();
        for (var number = 0; number < 10; number++)
        {
            await verifier.VerifyAsync($"Bearer {_issuer.Token(keyId: $"made-up-{number}")}", default);
        }

        Assert.That(_issuer.Fetches, Is.EqualTo(1));
    }

    [Test]
    public async Task While_the_keys_are_out_of_reach_the_last_good_ones_serve_and_without_any_it_is_503()
    {
        _issuer.IsDown = true;
        Assert.That((await VerifyAsync(_issuer.Token())).Status, Is.EqualTo(503));

        _issuer.IsDown = false;
        Assert.That((await VerifyAsync(_issuer.Token())).IsGranted);

        _issuer.IsDown = true;
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.That((await VerifyAsync(_issuer.Token(expiresIn: TimeSpan.FromHours(3)))).IsGranted);
    }

    [Test]
    public async Task Behind_cloud_runs_iam_a_removed_signature_is_taken_on_its_claims()
    {
        _options.BehindCloudRunIam = true;

        using var scope = Assert.EnterMultipleScope();
        Assert.That((await VerifyAsync(TestIssuer.WithoutSignature(_issuer.Token()))).IsGranted);
        Assert.That(
            (await VerifyAsync(TestIssuer.WithoutSignature(_issuer.Token(audience: "x")))).Reason,
            Is.EqualTo("other_audience")
        );
        Assert.That(
            (await VerifyAsync(TestIssuer.WithoutSignature(_issuer.Token(expiresIn: TimeSpan.FromMinutes(-5))))).Reason,
            Is.EqualTo("not_in_time")
        );
        Assert.That(
            (await VerifyAsync(TestIssuer.WithoutSignature(_issuer.Token(email: "x@example.com")))).Status,
            Is.EqualTo(403)
        );
        Assert.That((await VerifyAsync(_issuer.Token()[..^4] + "AAAA")).Reason, Is.EqualTo("bad_signature"));
    }

    private OidcVerifier Verifier() => new(_options, _keys, _clock);

    private ValueTask<OidcVerdict> VerifyAsync(string token) => Verifier().VerifyAsync($"Bearer {token}", default);
}
