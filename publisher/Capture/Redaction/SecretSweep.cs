using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// The last look at an event: a secret that request or response named is masked wherever else it was repeated. Finding
/// that there is none, the usual case, costs a search per secret.
/// </summary>
internal static class SecretSweep
{
    /// <summary>Values of columns that only match a secret as a whole: part of a phone number is no password.</summary>
    private static readonly string[] Whole =
    [
        "email",
        "phone",
        "fp",
        "country",
        "currency",
        "client_id",
        "brand",
        "ip",
        "geo",
        "domain",
        "request_id",
        "trace_id",
        "traceparent",
    ];

    /// <summary>Names whose values are ours.</summary>
    private static readonly string[] Ours =
    [
        "attempt_id",
        "timestamp",
        "action",
        "status",
        "operation",
        "error_code",
        "error_category",
    ];

    /// <returns>The event to append.</returns>
    public static ReadOnlySpan<byte> Sweep(Workspace workspace)
    {
        var json = workspace.Event.Written;
        var secrets = workspace.Secrets;
        for (var i = 0; i < secrets.Count; i++)
        {
            // The longest stretch that no escaping changes is found however often the secret was escaped.
            if (json.IndexOf(PlainStretch(secrets[i])) >= 0)
            {
                return Mask(json, workspace);
            }
        }

        return json;
    }

    private static ReadOnlySpan<byte> Mask(ReadOnlySpan<byte> json, Workspace workspace)
    {
        var output = workspace.Swept;
        using var writer = new Utf8JsonWriter(output, JsonText.Writer);
        var reader = new Utf8JsonReader(json);
        string? column = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (reader.CurrentDepth == 1)
                    {
                        column = reader.GetString();
                    }

                    writer.WritePropertyName(reader.ValueSpan);
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(Mask(reader.GetString()!, column!, workspace.Secrets));
                    break;
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }

        writer.Flush();
        return output.Written;
    }

    private static string Mask(string text, string column, Secrets secrets)
    {
        if (Ours.Contains(column))
        {
            return text;
        }

        for (var i = 0; i < secrets.Count; i++)
        {
            var secret = System.Text.Encoding.UTF8.GetString(secrets[i]);
            if (Whole.Contains(column))
            {
                text = string.Equals(text, secret) ? MaskText : text;
                continue;
            }

            text = text.Replace(secret, MaskText, StringComparison.Ordinal);
            // In JSON that is text: escaped once, and once more for each string around it.
            var escaped = secret;
            for (var level = 0; level < 3; level++)
            {
                var again = JsonEncodedText.Encode(escaped, JsonText.Encoder).ToString();
                if (string.Equals(again, escaped))
                {
                    break;
                }

                text = text.Replace(again, MaskText, StringComparison.Ordinal);
                escaped = again;
            }

            text = text.Replace(Uri.EscapeDataString(secret), MaskText, StringComparison.Ordinal);
        }

        return text;
    }

    private const string MaskText = "[REDACTED]";

    private static ReadOnlySpan<byte> PlainStretch(ReadOnlySpan<byte> secret)
    {
        var best = secret[..0];
        var start = 0;
        for (var i = 0; i <= secret.Length; i++)
        {
            if (
                i < secret.Length
                && (char.IsAsciiLetterOrDigit((char)secret[i]) || secret[i] is (byte)'_' or (byte)'-')
            )
            {
                continue;
            }

            if (i - start > best.Length)
            {
                best = secret[start..i];
            }

            start = i + 1;
        }

        // Nothing but signs: any of its bytes that stays as it is.
        return best.IsEmpty ? secret[..1] : best;
    }
}
