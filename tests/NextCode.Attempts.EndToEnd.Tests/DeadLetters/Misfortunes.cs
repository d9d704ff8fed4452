using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.EndToEnd.Tests.DeadLetters;

/// <summary>Publishes attempts that become letters, each for a reason of its own.</summary>
internal sealed class Misfortunes(string pubSubHost) : IDisposable
{
    private const string Project = "local";
    private const string GivenUp = "attempts-given-up";
    private const int Batch = 500;

    private readonly PubSubClient _client = PubSubClient.Create(new() { EmulatorHost = pubSubHost });
    private int _events;

    public void Dispose() => _client.Dispose();

    /// <summary>The table refuses them: it has another type for their email.</summary>
    public Task RowsThatAreRefusedAsync(int count) =>
        PublishAsync(
            "attempts",
            count,
            static m => m with { Data = Data("""{"timestamp":"NOW","email":"mia@example.com"}""") }
        );

    /// <summary>Times of another century.</summary>
    public Task TimesOutOfRangeAsync(int count) =>
        PublishAsync("attempts", count, static m => m with { Data = Data("""{"timestamp":"1999-12-31T23:59:59Z"}""") });

    /// <summary>No time at all.</summary>
    public Task TimesMissingAsync(int count) =>
        PublishAsync("attempts", count, static m => m with { Data = Data("""{"status":"success"}""") });

    /// <summary>Sound attempts that a consumer of the past could not read: its letters, as it wrote them.</summary>
    public Task LettersOfThePastAsync(string reason, int count, string? email = null) =>
        PublishAsync(
            "attempts-dead-letter",
            count,
            message =>
                message with
                {
                    Data = Data(
                        $$"""{"timestamp":"NOW","status":"success"{{(email is null ? "" : $",\"email\":\"{email}\"")}}}"""
                    ),
                    Attributes = new Dictionary<string, string>(message.Attributes)
                    {
                        ["dead-letter-reason"] = reason,
                        ["dead-letter-detail"] = "a rule of the past",
                        ["dead-letter-stage"] = "decode",
                        ["dead-letter-consumer-version"] = "0.0.1",
                    },
                }
        );

    /// <summary>Sound attempts that Pub/Sub itself gave up: nobody ever took them.</summary>
    public async Task GivenUpByPubSubAsync(int count)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{pubSubHost}") };
        await PutAsync(http, $"topics/{GivenUp}", []);
        await PutAsync(
            http,
            $"subscriptions/{GivenUp}",
            new JsonObject
            {
                ["topic"] = $"projects/{Project}/topics/{GivenUp}",
                ["ackDeadlineSeconds"] = 60,
                ["deadLetterPolicy"] = new JsonObject
                {
                    ["deadLetterTopic"] = $"projects/{Project}/topics/attempts-dead-letter",
                    ["maxDeliveryAttempts"] = 5,
                },
            }
        );
        await PublishAsync(GivenUp, count, static message => message);
        var subscription = _client.Subscription(Project, GivenUp);
        var refusals = 0;
        var empty = 0;
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var received = await subscription.PullNowAsync(1000, CancellationToken.None);
                empty = received.Count == 0 ? empty + 1 : 0;
                if (received.Count > 0)
                {
                    refusals += received.Count;
                    string[] leases = [.. received.Select(static message => message.AckId)];
                    await subscription.ModifyAckDeadlineAsync(leases, TimeSpan.Zero, CancellationToken.None);
                }

                // Google's emulator forwards a message when it would be its turn once more.
                return refusals >= 5 * count && empty >= 10;
            },
            $"{count} messages are refused five times each"
        );
    }

    /// <summary>What is left on the dead-letter subscription, asked past the consumer.</summary>
    public async Task<int> CountLeftAsync() =>
        (await _client.Subscription(Project, "attempts-dead-letter").PullNowAsync(1000, CancellationToken.None)).Count;

    private static async Task PutAsync(HttpClient http, string path, JsonObject resource)
    {
        using var response = await http.PutAsJsonAsync($"v1/projects/{Project}/{path}", resource);
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
    }

    private async Task PublishAsync(string topic, int count, Func<PubSubMessage, PubSubMessage> change)
    {
        foreach (var numbers in Enumerable.Range(0, count).Chunk(Batch))
        {
            await _client
                .Topic(Project, topic)
                .PublishAsync([.. numbers.Select(_ => change(Attempt()))], CancellationToken.None);
        }
    }

    private PubSubMessage Attempt() =>
        new(
            Data("""{"timestamp":"NOW","status":"success"}"""),
            new Dictionary<string, string>
            {
                ["ce-id"] = $"event-{++_events:0000}",
                ["ce-source"] = "/nextcode/test",
                ["ce-specversion"] = "1.0",
                ["ce-type"] = "com.nextcode.attempt.v1",
                ["ce-subject"] = "signup",
                ["content-type"] = "application/json",
            }
        );

    private static byte[] Data(string json) =>
        Encoding.UTF8.GetBytes(json.Replace("NOW", Rfc3339.Format(TimeProvider.System.GetUtcNow())));
}
