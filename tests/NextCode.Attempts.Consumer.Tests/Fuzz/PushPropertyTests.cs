using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Ingest.Push;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>Any headers and any body are a row or a letter: exactly one of them, and the sender hears 204.</summary>
internal sealed class PushPropertyTests
{
    private static readonly string[] HeaderNames =
    [
        "ce-id",
        "ce-source",
        "ce-specversion",
        "ce-type",
        "ce-time",
        "ce-subject",
        "ce-traceparent",
        "x-goog-pubsub-message-id",
        "x-goog-pubsub-subscription-name",
        "traceparent",
        "action",
    ];

    private static Gen<byte[]> Body =>
        Gen.OneOf(
            Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>()),
            Gen.ArrayOf(
                Gen.Elements(
                    "{}[]\":,\\u0001234truefalsn message data attributes".Select(static c => (byte)c).ToArray()
                )
            ),
            JsonValues.Any.Select(System.Text.Encoding.UTF8.GetBytes),
            JsonValues.Any.Select(static value => Wrapped.Bytes(Wrapped.Message("e-1", value)))
        );

    private static Gen<(string Name, string Value)[]> Headers =>
        from names in Gen.SubListOf(HeaderNames)
        from values in Gen.ListOf(
            Gen.Elements(
                "",
                "1.0",
                "e-1",
                "com.nextcode.attempt.v1",
                "2026-11-22T11:00:00Z",
                "%",
                "%C3%A9",
                "\"q\"",
                "x y"
            ),
            names.Count
        )
        from contentType in Gen.Elements(
            "application/json",
            "application/cloudevents+json",
            "application/cloudevents+xml",
            "text/plain",
            ""
        )
        select (ValueTuple<string, string>[])
            [("Content-Type", contentType), .. names.Zip(values, static (name, value) => (name, value))];

    [Test]
    public async Task Any_request_is_a_row_or_a_letter()
    {
        await using var consumer = await RunningConsumer.StartAsync();
        var endpoint = consumer.Services.GetRequiredService<PushEndpoint>();
        var requests = from headers in Headers from body in Body select (headers, body);
        var sent = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(
                requests.ToArbitrary(),
                async request =>
                {
                    sent++;
                    var context = new DefaultHttpContext();
                    foreach (var (name, value) in request.headers)
                    {
                        context.Request.Headers[name] = value;
                    }

                    context.Request.Body = new MemoryStream(request.body);
                    context.Request.ContentLength = request.body.Length;
                    await endpoint.HandleAsync(context);
                    return context.Response.StatusCode == StatusCodes.Status204NoContent
                        && consumer.Table.Rows.Count + consumer.DeadLetters.Messages.Count == sent;
                }
            )
        );
    }
}
