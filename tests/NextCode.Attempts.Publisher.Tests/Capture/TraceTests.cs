using System.Diagnostics;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>The trace of a request goes with its attempt.</summary>
internal sealed class TraceTests
{
    [Test]
    public async Task A_recorded_trace_goes_on_with_the_attempt()
    {
        using var activity = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();

        var attempt = await CaptureAsync();

        Assert.That((string?)attempt["trace_id"], Is.EqualTo(activity.TraceId.ToHexString()));
        Assert.That((string?)attempt["traceparent"], Is.EqualTo(activity.Id));
    }

    [Test]
    public async Task A_trace_that_is_not_recorded_leaves_its_id_alone()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var attempt = await CaptureAsync();

        Assert.That((string?)attempt["trace_id"], Is.EqualTo(activity.TraceId.ToHexString()));
        Assert.That(attempt.ContainsKey("traceparent"), Is.False);
    }

    private static async Task<JsonObject> CaptureAsync()
    {
        var options = new JsonObject
        {
            ["Routes"] = new JsonArray(new JsonObject { ["Pattern"] = "/login", ["Action"] = "Login" }),
        };
        using var pipeline = new CasePipeline(options);
        await pipeline.RunAsync(pipeline.Context("POST", "/login"), _ => Task.CompletedTask);
        return JsonNode.Parse(pipeline.Log.Json.Single())!.AsObject();
    }
}
