using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.Tests.Http;

internal sealed class GoogleHttpTests
{
    private FakeGoogle _google = null!;

    [SetUp]
    public async Task Start() => _google = await FakeGoogle.StartAsync();

    [TearDown]
    public async Task Stop() => await _google.DisposeAsync();

    [Test]
    public async Task A_passing_failure_is_tried_again()
    {
        _google.Answer(503, "").Reset().Answer(200, """{"ok":true}""");
        using var http = Http(new GoogleClientOptions { Retries = 2 });

        var answer = await SendAsync(http);

        Assert.That(answer, Is.EqualTo("""{"ok":true}"""u8.ToArray()));
        Assert.That(_google.Requests.Select(request => request.Body), Is.EqualTo(new[] { "{}", "{}", "{}" }));
    }

    [Test]
    public void A_lasting_failure_is_not_tried_again()
    {
        _google.Answer(400, """{"error":{"status":"INVALID_ARGUMENT","message":"bad"}}""");
        using var http = Http(new GoogleClientOptions { Retries = 5 });

        var exception = Assert.ThrowsAsync<GoogleApiException>(() => SendAsync(http))!;

        Assert.That(exception.Message, Is.EqualTo("Testing failed with 400 INVALID_ARGUMENT: bad"));
        Assert.That(_google.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_last_failure_is_told_with_how_long_to_wait()
    {
        _google.Answer(429, "", ("Retry-After", "7"));
        using var http = Http(new GoogleClientOptions { Retries = 0 });

        var exception = Assert.ThrowsAsync<GoogleApiException>(() => SendAsync(http))!;

        using var scope = Assert.EnterMultipleScope();
        Assert.That(exception.Kind, Is.EqualTo(GoogleErrorKind.Throttled));
        Assert.That(exception.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task A_call_that_hangs_ends_with_its_time_out()
    {
        var time = new ManualTimeProvider();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _google.Hang(started.SetResult);
        using var http = Http(
            new GoogleClientOptions
            {
                Retries = 0,
                TryTimeout = TimeSpan.FromSeconds(5),
                TimeProvider = time,
            }
        );

        var sending = SendAsync(http);
        await started.Task;
        time.Advance(TimeSpan.FromSeconds(6));

        var exception = Assert.ThrowsAsync<GoogleApiException>(() => sending)!;
        Assert.That(exception.Kind, Is.EqualTo(GoogleErrorKind.Transient));
    }

    [Test]
    public void A_caller_that_gives_up_hears_its_own_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        _google.Hang(cancellation.Cancel);
        using var http = Http(new GoogleClientOptions());

        Assert.That(
            async () => await SendAsync(http, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public async Task An_emulator_is_sent_no_credentials()
    {
        _google.Answer(200, "");
        using var http = Http(new GoogleClientOptions());

        await SendAsync(http);

        Assert.That(_google.Requests.Single().Authorization, Is.Empty);
    }

    [Test]
    public void An_answer_that_is_not_the_apis_is_a_passing_failure()
    {
        _google.Answer(200, "<html>a proxy's page</html>");
        using var http = Http(new GoogleClientOptions());

        var exception = Assert.ThrowsAsync<GoogleApiException>(() =>
            http.SendForJsonAsync("Testing", HttpMethod.Get, "x", default, CancellationToken.None)
        )!;

        Assert.That(exception.Kind, Is.EqualTo(GoogleErrorKind.Transient));
    }

    [Test]
    public void Options_out_of_bounds_are_refused_by_name()
    {
        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            () => new GoogleClientOptions { Retries = 11 }.Validated(),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Retries")
        );
        Assert.That(
            () => new GoogleClientOptions { TryTimeout = TimeSpan.Zero }.Validated(),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("TryTimeout")
        );
    }

    private GoogleHttp Http(GoogleClientOptions options) =>
        new(GoogleEndpoint.Resolve(_google.Host, "NOT_SET", "https://google.example/"), "scope", options);

    private static Task<byte[]> SendAsync(GoogleHttp http, CancellationToken cancellationToken = default) =>
        http.SendAsync("Testing", HttpMethod.Post, "v1/x", "{}"u8.ToArray(), cancellationToken);
}
