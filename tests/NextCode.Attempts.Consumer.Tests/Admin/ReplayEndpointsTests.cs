using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Tests.Admin;

internal sealed class ReplayEndpointsTests
{
    [Test]
    public async Task Letters_go_back_as_they_came_with_one_replay_more_and_are_gone_here()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        var message = Letters.Attempt("e-1");
        office.Letters.Publish(Letters.Of(message));

        var job = await office.RunAsync("{}");

        var sent = office.Topic.Messages.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("completed"));
        Assert.That(job.GetProperty("seen").GetInt32(), Is.EqualTo(1));
        Assert.That(job.GetProperty("replayed").GetInt32(), Is.EqualTo(1));
        Assert.That(job.GetProperty("failed").GetInt32(), Is.Zero);
        Assert.That(job.GetProperty("byReason").GetProperty("ROW_REFUSED").GetInt32(), Is.EqualTo(1));
        Assert.That(job.GetProperty("finishedAt").ValueKind, Is.EqualTo(JsonValueKind.String));
        Assert.That(sent.Data.ToArray(), Is.EqualTo(message.Data.ToArray()));
        Assert.That(sent.Attributes, Is.SupersetOf(message.Attributes));
        Assert.That(sent.Attributes["ce-id"], Is.EqualTo("e-1"));
        Assert.That(sent.Attributes["dead-letter-replays"], Is.EqualTo("1"));
        Assert.That(sent.Attributes, Does.Not.ContainKey("dead-letter-reason"));
        Assert.That(office.Letters.Acknowledged, Is.EqualTo(1));
        Assert.That(office.Letters.Waiting, Is.Empty);
    }

    [Test]
    public async Task Only_what_the_filter_names_goes_and_the_rest_is_given_back()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1"), DeadLetterReason.RowRefused));
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-2"), DeadLetterReason.Unreadable));

        var job = await office.RunAsync("""{"filter":{"reason":"ROW_REFUSED"}}""");

        Assert.That(office.Topic.Messages.Single().Attributes["ce-id"], Is.EqualTo("e-1"));
        Assert.That(job.GetProperty("passedOver").GetInt32(), Is.EqualTo(1));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task No_more_go_than_the_bound_says()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 2500);

        var job = await office.RunAsync("""{"max":1200}""");

        Assert.That(job.GetProperty("replayed").GetInt32(), Is.EqualTo(1200));
        Assert.That(office.Topic.Messages, Has.Count.EqualTo(1200));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1300));
    }

    [Test]
    public async Task A_letter_that_comes_back_meanwhile_is_not_replayed_again_by_the_same_job()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 1500);
        office.Topic.Before = messages =>
        {
            // The consumer refuses each at once.
            foreach (var message in messages)
            {
                office.Letters.Publish(Letters.Of(message));
            }

            return Task.CompletedTask;
        };

        var job = await office.RunAsync("{}");

        Assert.That(job.GetProperty("replayed").GetInt32(), Is.EqualTo(1500));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1500));
        Assert.That(
            office.Letters.Waiting.Select(static letter => letter.Attributes["dead-letter-replays"]),
            Has.All.EqualTo("1")
        );
    }

    [Test]
    public async Task A_second_replay_is_refused_with_409_while_one_runs_and_names_it()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 10);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        office.Topic.Before = _ => go.Task;

        var first = await office.StartAsync("{}");
        using var second = await office.PostAsync("""{"dryRun":true}""");
        var problem = await second.Content.ReadFromJsonAsync<JsonElement>();
        go.SetResult();
        await office.EndedAsync(first);

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(second.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("job").GetString(), Is.EqualTo(first));
        using var third = await office.PostAsync("{}");
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [Test]
    public async Task A_stopped_job_gives_back_what_it_holds()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 100);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        office.Topic.Before = _ =>
        {
            sent.TrySetResult();
            return Task.CompletedTask;
        };
        var id = await office.StartAsync("""{"ratePerSecond":0.1}""");
        await sent.Task;

        using var response = await office.Client.DeleteAsync($"/admin/replays/{id}");
        var job = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("stopped"));
        Assert.That(office.Letters.Leased, Is.Zero);
        Assert.That(office.Letters.Waiting.Count + job.GetProperty("replayed").GetInt32(), Is.EqualTo(100));
    }

    [Test]
    public async Task Letters_can_be_looked_at_while_a_replay_holds_them()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 100);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        office.Topic.Before = _ =>
        {
            sent.TrySetResult();
            return Task.CompletedTask;
        };
        var id = await office.StartAsync("""{"ratePerSecond":0.1}""");
        await sent.Task;

        var list = await office.GetAsync("/admin/dead-letters?limit=1000");
        var job = await office.GetAsync($"/admin/replays/{id}");

        Assert.That(list.GetProperty("total").GetInt32() + job.GetProperty("replayed").GetInt32(), Is.EqualTo(100));
        Assert.That(list.GetProperty("items").GetArrayLength(), Is.EqualTo(list.GetProperty("total").GetInt32()));
        using var stopped = await office.Client.DeleteAsync($"/admin/replays/{id}");
    }

    [Test]
    public async Task What_pubsub_refuses_stays_and_holds_no_other_back()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 9);
        office.Letters.Publish(Letters.Of(Letters.Attempt("bad")));
        office.Topic.Before = messages =>
            messages.Any(static message => message.Attributes["ce-id"] == "bad")
                ? throw new GoogleApiException("no", GoogleErrorKind.Permanent, HttpStatusCode.BadRequest)
                : Task.CompletedTask;

        var job = await office.RunAsync("{}");

        Assert.That(job.GetProperty("replayed").GetInt32(), Is.EqualTo(9));
        Assert.That(job.GetProperty("failed").GetInt32(), Is.EqualTo(1));
        Assert.That(job.GetProperty("failedByReason").GetProperty("NOT_PUBLISHED").GetInt32(), Is.EqualTo(1));
        Assert.That(office.Letters.Waiting.Single().Attributes["ce-id"], Is.EqualTo("bad"));
    }

    [Test]
    public async Task A_topic_that_refuses_everything_fails_the_job_and_loses_nothing()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 10);
        office.Topic.Failure = new GoogleApiException("denied", GoogleErrorKind.Permanent, HttpStatusCode.Forbidden);

        var job = await office.RunAsync("{}");

        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("failed"));
        Assert.That(job.GetProperty("notes")[0].GetString(), Is.EqualTo("denied"));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(10));
    }

    [Test]
    public async Task An_acknowledgement_that_fails_is_made_again_and_nothing_is_sent_twice()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 10);
        var failures = 2;
        office.Letters.BeforeAcknowledge = () =>
        {
            if (failures-- > 0)
            {
                throw new GoogleApiException("away", GoogleErrorKind.Transient);
            }
        };

        var job = await office.RunAsync("{}");

        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("completed"));
        Assert.That(office.Topic.Messages, Has.Count.EqualTo(10));
        Assert.That(office.Letters.Waiting, Is.Empty);
    }

    [TestCase("""{"max":0}""", "max")]
    [TestCase("""{"ratePerSecond":0}""", "ratePerSecond")]
    [TestCase("""{"filter":{"reasons":["X"]}}""", "body")]
    [TestCase("""{"filtre":{}}""", "body")]
    [TestCase("""{"filter":"all"}""", "body")]
    [TestCase("""{"max":"ten"}""", "body")]
    [TestCase("""{"patch":[{"op":"remove","path":"/attempt_id"}]}""", "patch")]
    [TestCase("nonsense", "body")]
    [TestCase("null", "body")]
    [TestCase("", "body")]
    public async Task A_request_that_may_mean_something_else_is_refused(string json, string member)
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        Publish(office, 1);

        using var response = await office.PostAsync(json);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("errors").TryGetProperty(member, out _), Is.True, problem.GetRawText());
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1));
    }

    private static void Publish(DeadLetterOffice office, int count)
    {
        for (var number = 0; number < count; number++)
        {
            office.Letters.Publish(Letters.Of(Letters.Attempt($"e-{number}"), DeadLetterReason.RowRefused));
        }
    }
}
