using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Hosting;
using NextCode.Attempts.Consumer.Tests.Authorization;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Push;

internal sealed class PushEndpointTests
{
    private RunningConsumer _consumer = null!;

    [SetUp]
    public async Task StartAsync() => _consumer = await RunningConsumer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _consumer.DisposeAsync();

    [Test]
    public async Task A_pushed_event_is_a_row_under_the_events_id()
    {
        var status = await _consumer.PushAsync(Wrapped.Message("e-1", """{"email":"a@Example.com"}"""));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_consumer.Table.Rows, Has.Count.EqualTo(1));
        Assert.That(_consumer.Table.Rows[0].InsertId, Is.EqualTo("e-1"));
        var row = JsonNode.Parse(_consumer.Table.Rows[0].Json.Span)!;
        Assert.That((string?)row["email"], Is.EqualTo("a@Example.com"));
        Assert.That((string?)row["email_domain"], Is.EqualTo("example.com"));
        Assert.That(_consumer.DeadLetters.Messages, Is.Empty);
    }

    [TestCase(GoogleErrorKind.Transient, 503, "backendError")]
    [TestCase(GoogleErrorKind.Throttled, 403, "quotaExceeded")]
    [TestCase(GoogleErrorKind.Permanent, 403, "accessDenied")]
    [TestCase(GoogleErrorKind.Permanent, 404, "notFound")]
    [TestCase(GoogleErrorKind.Permanent, 400, "invalid")]
    public async Task A_call_that_fails_leaves_the_message_in_pubsub(GoogleErrorKind kind, int code, string reason)
    {
        _consumer.Table.Before = (_, _) => throw FakeTable.Failure(kind, code, reason);

        var status = await _consumer.PushAsync(Wrapped.Message("e-1", "{}"));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(_consumer.DeadLetters.Messages, Is.Empty);
    }

    [Test]
    public async Task A_row_that_bigquery_names_is_dead_lettered_without_the_value()
    {
        _consumer.Table.Refuse = _ => new RowError(0, "invalid", "duration", "Cannot convert: secret");

        var status = await _consumer.PushAsync(Wrapped.Message("e-1", "{}"));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        var letter = _consumer.DeadLetters.Messages.Single();
        Assert.That(letter.Attributes["dead-letter-reason"], Is.EqualTo("ROW_REFUSED"));
        Assert.That(
            letter.Attributes["dead-letter-detail"],
            Does.Contain("duration").And.Contain("invalid").And.Not.Contain("secret")
        );
    }

    [Test]
    public async Task A_letter_has_the_message_as_it_came_and_what_is_known_of_it()
    {
        byte[] data = [0, 255, 1, 2];
        var message = Wrapped.Message("e-1", "") with { Data = data };

        await _consumer.PushAsync(message);

        using var scope = Assert.EnterMultipleScope();
        var letter = _consumer.DeadLetters.Messages.Single();
        Assert.That(letter.Data.ToArray(), Is.EqualTo(data));
        foreach (var (name, value) in message.Attributes)
        {
            Assert.That(letter.Attributes[name], Is.EqualTo(value), name);
        }

        Assert.That(letter.Attributes["dead-letter-reason"], Is.EqualTo("UNREADABLE"));
        Assert.That(letter.Attributes["dead-letter-stage"], Is.EqualTo("decode"));
        Assert.That(letter.Attributes["dead-letter-message-id"], Is.EqualTo("m-1"));
        Assert.That(letter.Attributes["dead-letter-publish-time"], Is.EqualTo("2026-11-22T12:00:00Z"));
        Assert.That(letter.Attributes["dead-letter-subscription"], Is.EqualTo(Wrapped.Subscription));
        Assert.That(letter.Attributes["dead-letter-deliveries"], Is.EqualTo("3"));
        Assert.That(letter.Attributes["dead-letter-first-seen"], Is.EqualTo("2026-11-22T12:00:00.000000Z"));
        Assert.That(letter.Attributes["dead-letter-last-seen"], Is.EqualTo("2026-11-22T12:00:00.000000Z"));
        Assert.That(letter.Attributes["dead-letter-replays"], Is.EqualTo("0"));
    }

    [Test]
    public async Task A_letter_that_comes_back_keeps_its_history()
    {
        var message = Wrapped.Message("e-1", "[]");
        var replayed = new Dictionary<string, string>(message.Attributes)
        {
            ["dead-letter-first-seen"] = "2026-11-01T00:00:00.000000Z",
            ["dead-letter-replays"] = "2",
        };

        await _consumer.PushAsync(message with { Attributes = replayed });

        var letter = _consumer.DeadLetters.Messages.Single();
        Assert.That(letter.Attributes["dead-letter-first-seen"], Is.EqualTo("2026-11-01T00:00:00.000000Z"));
        Assert.That(letter.Attributes["dead-letter-replays"], Is.EqualTo("2"));
    }

    [Test]
    public async Task A_message_without_the_attributes_of_an_event_is_dead_lettered()
    {
        var message = Wrapped.Message("e-1", "{}") with { Attributes = new Dictionary<string, string>() };

        var status = await _consumer.PushAsync(message);

        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            _consumer.DeadLetters.Messages.Single().Attributes["dead-letter-reason"],
            Is.EqualTo("NOT_A_CLOUDEVENT")
        );
    }

    [Test]
    public async Task A_body_that_is_no_push_is_dead_lettered_byte_for_byte()
    {
        var status = await _consumer.PushAsync("{\"message\":");

        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            Encoding.UTF8.GetString(_consumer.DeadLetters.Messages.Single().Data.Span),
            Is.EqualTo("{\"message\":")
        );
    }

    [Test]
    public async Task While_the_dead_letter_topic_is_out_of_reach_pubsub_keeps_the_message()
    {
        _consumer.DeadLetters.Failure = new GoogleApiException("no", GoogleErrorKind.Permanent);

        Assert.That(
            await _consumer.PushAsync(Wrapped.Message("e-1", "[]")),
            Is.EqualTo(HttpStatusCode.ServiceUnavailable)
        );
    }

    [Test]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var small = await RunningConsumer.StartAsync(("Consumer:MaxBodyBytes", "1024"));

        Assert.That(await small.PushAsync(new string(' ', 1025)), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_column_that_the_table_lacks_is_left_out_and_its_value_kept()
    {
        _consumer.Table.Refuse = static row =>
            Encoding.UTF8.GetString(row.Json.Span).Contains("\"brand\":", StringComparison.Ordinal)
                ? new RowError(0, "invalid", "brand", "no such field: brand.")
                : null;

        var status = await _consumer.PushAsync(Wrapped.Message("e-1", """{"brand":"b","fp":"f"}"""));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_consumer.DeadLetters.Messages, Is.Empty);
        var row = JsonNode.Parse(_consumer.Table.Rows.Single().Json.Span)!;
        Assert.That((string?)row["fp"], Is.EqualTo("f"));
        Assert.That((string?)row["additional_data"], Is.EqualTo("""{"brand":"b"}"""));
    }

    [Test]
    public async Task At_the_bound_pushes_are_answered_503_and_admitted_again_later()
    {
        await using var small = await RunningConsumer.StartAsync(("Consumer:MaxHeldMessages", "1"));
        var first = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        small.Table.Before = (_, _) =>
        {
            reached.TrySetResult();
            return first.Task;
        };
        var held = small.PushAsync(Wrapped.Message("e-1", "{}"));
        await reached.Task;

        var refused = await small.PushAsync(Wrapped.Message("e-2", "{}"));
        first.SetResult();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(refused, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await held, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await small.PushAsync(Wrapped.Message("e-2", "{}")), Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_call_that_hangs_is_given_up_at_the_deadline()
    {
        await using var consumer = await RunningConsumer.StartAsync(("Consumer:PushDeadline", "00:00:01"));
        consumer.Table.Before = static (_, cancellation) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);

        Assert.That(
            await consumer.PushAsync(Wrapped.Message("e-1", "{}")),
            Is.EqualTo(HttpStatusCode.ServiceUnavailable)
        );
    }

    [Test]
    public async Task A_message_larger_than_pubsub_has_is_refused()
    {
        using var body = new ByteArrayContent(new byte[10_000_001]);
        body.Headers.Add("ce-id", "1");

        Assert.That(await _consumer.PushAsync(body), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Without_the_right_token_nothing_of_a_push_is_read()
    {
        using var issuer = new TestIssuer();
        await using var consumer = await RunningConsumer.StartAsync(
            services => services.AddSingleton(issuer.Keys(new FixedTime())),
            ("Consumer:Oidc:Audiences:0", TestIssuer.Audience),
            ("Consumer:Oidc:Emails:0", TestIssuer.Email)
        );
        var none = await consumer.PushAsync(Wrapped.Message("e-1", "{}"));
        consumer.Client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token(email: "other@example.com"));
        var other = await consumer.PushAsync(Wrapped.Message("e-1", "{}"));
        consumer.Client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token());
        var right = await consumer.PushAsync(Wrapped.Message("e-2", "{}"));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(none, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(other, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(right, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(consumer.Table.Rows.Single().InsertId, Is.EqualTo("e-2"));
        Assert.That(consumer.DeadLetters.Messages, Is.Empty);
    }

    [Test]
    public async Task A_stop_sees_pushes_under_way_to_their_end()
    {
        var reached = new TaskCompletionSource();
        var insert = new TaskCompletionSource();
        _consumer.Table.Before = (_, _) =>
        {
            reached.TrySetResult();
            return insert.Task;
        };
        var push = _consumer.PushAsync(Wrapped.Message("e-1", "{}"));
        await reached.Task;

        var stopped = _consumer.StopAsync();
        insert.SetResult();

        Assert.That(await push, Is.EqualTo(HttpStatusCode.NoContent));
        await stopped;
        Assert.That(_consumer.Table.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Readiness_tells_what_is_missing_and_liveness_only_that_the_process_runs()
    {
        _consumer.Dependencies.Missing = ["table x does not exist"];
        await using var unready = await RunningConsumer.StartAsync(services =>
            services.AddSingleton<IDependencies>(_consumer.Dependencies)
        );

        string problems;
        do
        {
            problems = await unready.Client.GetStringOrErrorAsync("/readyz");
        } while (problems.Contains("first look", StringComparison.Ordinal));

        using var alive = await unready.Client.GetAsync(new Uri("/livez", UriKind.Relative));
        Assert.That(problems, Does.Contain("table x does not exist"));
        Assert.That(alive.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}

file static class HttpClientExtensions
{
    public static async Task<string> GetStringOrErrorAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
