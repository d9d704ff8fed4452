using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Consumer.Tests.Authorization;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Admin;

/// <summary>Who is let in, and that those who are not learn nothing.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AccessTests : IDisposable
{
    private const string Alice = "alice@example.com";
    private const string Audience = "https://admin.example.com";
    private const string Secret = "mia@example.com";

    private readonly TestIssuer _issuer = new();
    private readonly AuditRecorder _audit = new();

    private static readonly string[] Paths =
    [
        "GET /admin/",
        "GET /admin/dead-letters",
        "GET /admin/dead-letters/letter-one",
        "POST /admin/dead-letters/replay",
        "GET /admin/replays",
        "GET /admin/replays/x",
        "DELETE /admin/replays/x",
        "GET /admin/letters/letter-one",
        "POST /admin/letters/letter-one",
        "POST /admin/jobs",
        "GET /admin/runbook",
        "GET /admin/assets/admin.js",
        "GET /ADMIN/dead-letters",
        "GET /openapi/v1.json",
    ];

    public void Dispose()
    {
        _issuer.Dispose();
        _audit.Dispose();
    }

    private static IEnumerable<TestCaseData> Strangers()
    {
        yield return Case("no token", static _ => null, 401, "no_token");
        yield return Case(
            "wrong audience",
            static i => i.Token("https://other.example.com", Alice),
            401,
            "other_audience"
        );
        yield return Case(
            "expired",
            static i => i.Token(Audience, Alice, expiresIn: TimeSpan.FromMinutes(-2)),
            401,
            "not_in_time"
        );
        yield return Case("not listed", static i => i.Token(Audience, "mallory@example.com"), 403, "other_email");
        yield return Case(
            "not verified",
            static i => i.Token(Audience, Alice, isVerified: false),
            403,
            "email_not_verified"
        );
        yield return Case("other signer", static _ => Another(), 401, "bad_signature");

        static TestCaseData Case(string name, Func<TestIssuer, string?> token, int status, string reason) =>
            new TestCaseData(token, status, reason).SetArgDisplayNames(name);

        static string Another()
        {
            using var another = new TestIssuer();
            return another.Token(Audience, Alice);
        }
    }

    [TestCaseSource(nameof(Strangers))]
    public async Task A_stranger_is_refused_everywhere_audited_and_told_nothing(
        Func<TestIssuer, string?> token,
        int status,
        string reason
    )
    {
        await using var office = await OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("letter-one")));

        foreach (var path in Paths)
        {
            using var response = await SendAsync(office, path, token(_issuer));
            var body = await response.Content.ReadAsStringAsync();
            using var scope = Assert.EnterMultipleScope();
            Assert.That((int)response.StatusCode, Is.EqualTo(status), path);
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), path);
            Assert.That(body, Does.Not.Contain(Secret).And.Not.Contain("letter-one").And.Not.Contain(reason), path);
        }

        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1));
        Assert.That(
            _audit.Lines.Count(line => line.Contains("refused") && line.Contains(reason)),
            Is.EqualTo(Paths.Length)
        );
    }

    [Test]
    public async Task An_administrator_is_let_in_and_what_she_does_is_audited()
    {
        await using var office = await OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("letter-one")));
        var token = _issuer.Token(Audience, Alice);

        using var list = await SendAsync(office, "GET /admin/dead-letters?reason=ROW_REFUSED", token);
        using var shown = await SendAsync(office, "POST /admin/letters/letter-one", token);
        using var replay = await SendAsync(office, "POST /admin/dead-letters/replay", token, """{"max":3}""");

        Assert.That(await list.Content.ReadAsStringAsync(), Does.Contain(Secret));
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(replay.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(
            _audit.Lines,
            Has.Some.Contains(Alice).And.Contains("listed letters with data: reason ROW_REFUSED; 1 of 1")
        );
        Assert.That(_audit.Lines, Has.Some.Contains(Alice).And.Contains("read a letter with personal data"));
        Assert.That(_audit.Lines, Has.Some.Contains(Alice).And.Contains("started a replay").And.Contains("max 3"));
        Assert.That(_audit.Lines, Has.None.Contains(Secret));
    }

    [Test]
    public async Task Identity_aware_proxys_token_is_taken_with_its_own_audience_only()
    {
        await using var office = await OpenAsync();
        using var right = await SendIapAsync(office, _issuer.IapToken("/projects/1/x", Alice));
        using var otherAudience = await SendIapAsync(office, _issuer.IapToken("/projects/2/x", Alice));
        using var otherEmail = await SendIapAsync(office, _issuer.IapToken("/projects/1/x", "mallory@example.com"));
        using var googles = await SendIapAsync(office, _issuer.Token("/projects/1/x", Alice));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(otherAudience.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(otherEmail.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(googles.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Without_any_setting_nobody_is_let_in()
    {
        await using var office = await DeadLetterOffice.OpenAsync(("Consumer:Admin:AllowAnonymous", "false"));

        using var response = await SendAsync(office, "GET /admin/dead-letters", _issuer.Token(Audience, Alice));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("attacker.example.com", null, 403)]
    [TestCase("localhost", null, 202)]
    [TestCase("127.0.0.1", "cross-site", 403)]
    [TestCase("127.0.0.1", "same-site", 403)]
    [TestCase("127.0.0.1", "same-origin", 202)]
    public async Task Where_everybody_is_let_in_pages_of_others_are_not(string host, string? site, int status)
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/dead-letters/replay");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Headers.Host = host;
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var response = await office.Client.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_form_of_somebody_elses_starts_nothing()
    {
        await using var office = await DeadLetterOffice.OpenAsync();

        using var response = await office.Client.PostAsync(
            "/admin/dead-letters/replay",
            new FormUrlEncodedContent([new("dryRun", "false")])
        );

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    private Task<DeadLetterOffice> OpenAsync() =>
        DeadLetterOffice.OpenAsync(
            services =>
            {
                services.AddSingleton(_issuer.Keys(new FixedTime()));
                services.AddSingleton<IHttpClientFactory>(_issuer);
                services.AddLogging(logging =>
                    logging.AddProvider(_audit).AddFilter<AuditRecorder>(null, LogLevel.Trace)
                );
            },
            ("Consumer:Admin:Emails:0", Alice),
            ("Consumer:Admin:Audiences:0", Audience),
            ("Consumer:Admin:IapAudiences:0", "/projects/1/x")
        );

    private static async Task<HttpResponseMessage> SendIapAsync(DeadLetterOffice office, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/dead-letters");
        request.Headers.Add("x-goog-iap-jwt-assertion", token);
        return await office.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        DeadLetterOffice office,
        string call,
        string? token,
        string body = "{}"
    )
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await office.Client.SendAsync(request);
    }

    private sealed class AuditRecorder : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var line = formatter(state, exception);
            if (line.StartsWith("Audit: ", StringComparison.Ordinal))
            {
                _lines.Enqueue(line);
            }
        }

        public void Dispose() => _lines.Clear();
    }
}
