using System.Text.Encodings.Web;
using System.Text.Json;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.PubSub;

internal sealed class Topic(GoogleHttp http, string name) : ITopic
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public string Name => name;

    public async Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        using var body = new PooledBuffer(EstimateSize(messages));
        await using (var writer = new Utf8JsonWriter(body, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("messages"u8);
            foreach (var message in messages)
            {
                PubSubMessageJson.Write(writer, message);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        var attempted = $"Publishing {messages.Count} messages to {name}";
        var answer = await http.SendAsync(
                attempted,
                HttpMethod.Post,
                $"v1/{name}:publish",
                body.Written,
                cancellationToken
            )
            .ConfigureAwait(false);
        var ids = GoogleHttp.ReadAnswer(attempted, answer, PubSubJsonContext.Default.PublishAnswer).MessageIds ?? [];
        // An answer that does not name every message is no proof that Pub/Sub has them.
        return ids.Count == messages.Count
            ? ids
            : throw new GoogleApiException(
                $"{attempted} was answered with {ids.Count} ids.",
                GoogleErrorKind.Transient,
                reason: "badAnswer"
            );
    }

    private static int EstimateSize(IReadOnlyList<PubSubMessage> messages)
    {
        var size = 64;
        foreach (var message in messages)
        {
            size += (message.Data.Length * 4 / 3) + 640; // Base64, and the usual attributes.
        }

        return size;
    }
}
