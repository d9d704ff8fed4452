using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NextCode.Attempts.Local.PubSub.Queues;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>Writes a message as pulls and pushes show it.</summary>
internal static class MessageWriter
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <param name="json">Stands where the value of <c>message</c> goes.</param>
    /// <param name="message">Id and publish time.</param>
    /// <param name="payload">Everything else.</param>
    /// <param name="isPush">A push says id and time in both spellings.</param>
    public static void Write(Utf8JsonWriter json, StoredMessage message, MessagePayload payload, bool isPush)
    {
        json.WriteStartObject();
        if (payload.Attributes.Length > 0)
        {
            json.WritePropertyName("attributes");
            json.WriteRawValue(payload.Attributes, skipInputValidation: true);
        }
        if (payload.Data.Length > 0)
        {
            json.WriteBase64String("data", payload.Data);
        }
        var id = message.Id.ToString(CultureInfo.InvariantCulture);
        var time = Timestamps.Write(message.PublishTime);
        json.WriteString("messageId", id);
        if (isPush)
        {
            json.WriteString("message_id", id);
        }
        if (payload.OrderingKey is not null)
        {
            json.WriteString("orderingKey", payload.OrderingKey);
        }
        json.WriteString("publishTime", time);
        if (isPush)
        {
            json.WriteString("publish_time", time);
        }
        json.WriteEndObject();
    }
}
