using System.Text.Json;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.PubSub;

internal sealed class Subscription(GoogleHttp http, string name) : ISubscription
{
    public string Name => name;

    public Task<IReadOnlyList<ReceivedMessage>> PullAsync(int maxMessages, CancellationToken cancellationToken) =>
        PullAsync(maxMessages, returnImmediately: null, cancellationToken);

    public Task<IReadOnlyList<ReceivedMessage>> PullNowAsync(int maxMessages, CancellationToken cancellationToken) =>
        PullAsync(maxMessages, returnImmediately: true, cancellationToken);

    public Task AcknowledgeAsync(IReadOnlyList<string> ackIds, CancellationToken cancellationToken) =>
        http.SendAsync(
            $"Acknowledging {ackIds.Count} messages of {name}",
            HttpMethod.Post,
            $"v1/{name}:acknowledge",
            JsonSerializer.SerializeToUtf8Bytes(
                new AcknowledgeRequest(ackIds),
                PubSubJsonContext.Default.AcknowledgeRequest
            ),
            cancellationToken
        );

    public Task ModifyAckDeadlineAsync(
        IReadOnlyList<string> ackIds,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(deadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deadline, TimeSpan.FromSeconds(600));
        return http.SendAsync(
            $"Moving the deadline of {ackIds.Count} messages of {name}",
            HttpMethod.Post,
            $"v1/{name}:modifyAckDeadline",
            JsonSerializer.SerializeToUtf8Bytes(
                new ModifyAckDeadlineRequest(ackIds, (int)deadline.TotalSeconds),
                PubSubJsonContext.Default.ModifyAckDeadlineRequest
            ),
            cancellationToken
        );
    }

    private async Task<IReadOnlyList<ReceivedMessage>> PullAsync(
        int maxMessages,
        bool? returnImmediately,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMessages, 1000);
        var attempted = $"Pulling from {name}";
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new PullRequest(maxMessages, returnImmediately),
            PubSubJsonContext.Default.PullRequest
        );
        var answer = await http.SendAsync(attempted, HttpMethod.Post, $"v1/{name}:pull", body, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return ReadPulled(answer);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new GoogleApiException(
                $"{attempted} was answered with something that is not the API's JSON.",
                GoogleErrorKind.Transient,
                reason: "badAnswer",
                innerException: exception
            );
        }
    }

    private static List<ReceivedMessage> ReadPulled(ReadOnlySpan<byte> answer)
    {
        var received = new List<ReceivedMessage>();
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        PubSubMessageJson.Expect(ref reader, JsonTokenType.StartObject, "answer");
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isMessages = reader.ValueTextEquals("receivedMessages"u8);
            reader.Read();
            if (!isMessages)
            {
                reader.Skip();
                continue;
            }

            PubSubMessageJson.Expect(ref reader, JsonTokenType.StartArray, "receivedMessages");
            while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
            {
                received.Add(ReadReceived(ref reader));
            }
        }

        return received;
    }

    private static ReceivedMessage ReadReceived(ref Utf8JsonReader reader)
    {
        string? ackId = null;
        PubSubMessage? message = null;
        int? deliveryAttempt = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ackId"u8))
            {
                ackId = PubSubMessageJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                message = PubSubMessageJson.Read(ref reader);
            }
            else if (reader.ValueTextEquals("deliveryAttempt"u8))
            {
                reader.Read();
                deliveryAttempt = reader.TokenType is JsonTokenType.Number ? reader.GetInt32() : null;
            }
            else
            {
                reader.Skip();
            }
        }

        return ackId is not null && message is not null
            ? new ReceivedMessage(ackId, message, deliveryAttempt)
            : throw new JsonException("a received message without ackId or message");
    }
}
