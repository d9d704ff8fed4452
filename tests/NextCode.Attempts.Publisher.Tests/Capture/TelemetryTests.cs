using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>What capture reports of itself, under the names of <see cref="AttemptsTelemetry"/>.</summary>
internal sealed class TelemetryTests
{
    [Test]
    public async Task Requests_left_out_and_faults_are_counted_and_capture_is_timed()
    {
        using var meters = new TestMeterFactory();
        await using var app = await StartAsync(
            meters,
            options =>
                options.ShouldCapture = (context, _) =>
                    context.Request.Query.ContainsKey("fault")
                        ? throw new InvalidOperationException()
                        : !context.Request.Query.ContainsKey("filter")
        );
        await using var sampled = await StartAsync(meters, options => options.SampleRate = 0);

        using var captured = await app.Client.PostAsync("/login", content: null);
        using var filtered = await app.Client.PostAsync("/login?filter", content: null);
        using var fault = await app.Client.PostAsync("/login?fault", content: null);
        using var left = await sampled.Client.PostAsync("/login", content: null);
        await app.StopAsync();
        await sampled.StopAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(app.Log.Attempts, Has.Count.EqualTo(2));
        Assert.That(meters["attempts.capture.skipped/filtered"], Is.EqualTo(1));
        Assert.That(meters["attempts.capture.skipped/sampled"], Is.EqualTo(1));
        Assert.That(meters["attempts.capture.faults"], Is.EqualTo(1));
        Assert.That(meters["attempts.capture.time/login"], Is.GreaterThan(0).And.LessThan(10));
    }

    [Test]
    public async Task The_activity_says_what_the_attempt_was_and_how_it_ended()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is AttemptsTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new TestMeterFactory();
        await using var app = await StartAsync(meters, _ => { });

        using var response = await app.Client.PostAsync("/login", content: null);
        await app.StopAsync();

        var activity = activities.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(activity.OperationName, Is.EqualTo("attempt.capture"));
        Assert.That(activity.GetTagItem("attempt.action"), Is.EqualTo("login"));
        Assert.That(activity.GetTagItem("attempt.status"), Is.EqualTo("error"));
    }

    private static Task<CaptureApp> StartAsync(TestMeterFactory meters, Action<AttemptsOptions> configure) =>
        CaptureApp.StartAsync(
            api => api.MapPost("/login", () => Results.Unauthorized()).WithAttempt(AttemptAction.Login),
            configure,
            builder => builder.Services.AddSingleton<IMeterFactory>(meters)
        );
}
