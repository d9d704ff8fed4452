using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace NextCode.Attempts.Google.PubSub;

/// <summary>The body of a wrapped push (cloud.google.com/pubsub/docs/push#receive_push).</summary>
/// <param name="Message">The message.</param>
/// <param name="Subscription">The subscription's full name.</param>
/// <param name="DeliveryAttempt">From 1; null where the subscription has no dead-letter policy.</param>
public sealed record PushRequest(PubSubMessage Message, string? Subscription, int? DeliveryAttempt)
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">The body, UTF-8 JSON.</param>
    /// <param name="request">What it says, when true is returned.</param>
    /// <param name="problem">Why it is no push, when false is returned; without any of its values.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> body,
        [NotNullWhen(true)] out PushRequest? request,
        [NotNullWhen(false)] out PushProblem? problem
    )
    {
        request = null;
        problem = null;
        var reader = new Utf8JsonReader(body);
        try
        {
            request = Read(ref reader);
            if (request is null)
            {
                problem = new PushProblem(PushProblemKind.NoMessage, "the JSON has no 'message' object");
            }
        }
        catch (FormatException)
        {
            problem = new PushProblem(PushProblemKind.NotBase64, "message.data is not base64");
        }
        catch (JsonException exception)
        {
            problem = new PushProblem(
                PushProblemKind.NotJson,
                $"not a push's JSON (line {exception.LineNumber ?? 0}, byte {exception.BytePositionInLine ?? reader.BytesConsumed})"
            );
        }
        catch (InvalidOperationException)
        {
            // The reader's word for text that is not valid UTF-8 or UTF-16.
            problem = new PushProblem(PushProblemKind.NotJson, "not a push's JSON: text that is not valid Unicode");
        }

        return request is not null;
    }

    private static PushRequest? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        PubSubMessageJson.Expect(ref reader, JsonTokenType.StartObject, "push");
        PubSubMessage? message = null;
        string? subscription = null;
        int? deliveryAttempt = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                message = reader.TokenType is JsonTokenType.Null ? null : PubSubMessageJson.Read(ref reader);
            }
            else if (reader.ValueTextEquals("subscription"u8))
            {
                subscription = PubSubMessageJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("deliveryAttempt"u8))
            {
                reader.Read();
                deliveryAttempt =
                    reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var attempt) ? attempt : null;
            }
            else
            {
                reader.Skip();
            }
        }

        // What follows the object, if anything, makes the body something else than a push.
        if (reader.Read())
        {
            throw new JsonException("more than one value");
        }

        return message is null ? null : new PushRequest(message, subscription, deliveryAttempt);
    }
}
