using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Consumer.Admin.Patching;

namespace NextCode.Attempts.Consumer.Admin;

/// <summary>
/// Masks what may be about a person. By a list of names that never are: a field nobody thought of is masked, not shown.
/// </summary>
internal static class PersonalData
{
    private const string Mark = "•••";
    private const int MaxDepth = 64;

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // Columns, and fields of deposit, verification and errors, that say nothing about who it was.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "timestamp",
        "ingested_at",
        "action",
        "status",
        "domain",
        "path",
        "operation",
        "http_status",
        "geo",
        "country",
        "currency",
        "brand",
        "duration",
        "error_code",
        "error_category",
        "attempt_id",
        "producer",
        "sequence",
        "email_domain",
        "email_domain_suggestion",
        "resp_truncated",
        "as_number",
        "as_country_code",
        "as_description",
        "as_hosting",
        "trace_id",
        "request_id",
        "field",
        "code",
        "phase",
        "amount",
        "amount_minor",
        "method",
        "provider",
        "provider_status",
        "provider_error_code",
        "network_decline_code",
        "card_scheme",
        "card_funding",
        "card_country",
        "three_ds_version",
        "three_ds_result",
        "is_first_deposit",
        "deposit_seq",
        "limit_type",
        "limit_period",
        "client_status",
        "provider_duration",
        "event",
        "source",
        "status_before",
        "status_after",
        "verification_approved",
        "since_signup_ms",
        "push_delay_ms",
        "configured_timeout_ms",
        "wait_end_reason",
        "waited_ms",
        "offers_count",
        "onward",
        "specversion",
        "type",
        "id",
        "time",
        "subject",
        "datacontenttype",
    };

    // What a body or an answer had: anything.
    private static readonly HashSet<string> Anything = new(StringComparer.Ordinal)
    {
        "additional_data",
        "aff_data",
        "resp",
        "query",
        "referrer",
    };

    /// <summary>Data as text to show: JSON with masked values; anything else only by its length.</summary>
    public static string Mask(ReadOnlyMemory<byte> data)
    {
        try
        {
            var node = JsonNode.Parse(data.Span, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Masked(node, isHarmless: false)?.ToJsonString(Relaxed) ?? "null";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return $"{Mark} ({data.Length} bytes that are not JSON)";
        }
    }

    /// <summary>One value as JSON.</summary>
    public static string Mask(JsonPointer path, JsonNode? value)
    {
        var isHarmless = !path.Segments.Any(Anything.Contains) && Harmless.Contains(path.Last);
        return Masked(value, isHarmless)?.ToJsonString(Relaxed) ?? "null";
    }

    /// <summary>Attributes: those of CloudEvents, ours and the filters' are shown.</summary>
    public static string Mask(string attribute, string value) =>
        attribute is "content-type" or "action" or "status" or "domain"
        || attribute.StartsWith("ce-", StringComparison.Ordinal)
            ? value
            : Hidden(value);

    private static JsonNode? Masked(JsonNode? node, bool isHarmless) =>
        node switch
        {
            null => null,
            JsonObject fields => new JsonObject(
                fields.Select(field =>
                    KeyValuePair.Create(
                        field.Key,
                        Anything.Contains(field.Key)
                            ? Hidden(field.Value)
                            : Masked(field.Value, Harmless.Contains(field.Key))
                    )
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Masked(item, isHarmless))]),
            _ => isHarmless ? node.DeepClone() : Hidden(node),
        };

    private static JsonValue? Hidden(JsonNode? node) =>
        node is null
            ? null
            : JsonValue.Create(
                node is JsonValue value && value.TryGetValue<string>(out var text) ? Hidden(text) : Mark
            );

    private static string Hidden(string text) => $"{Mark} ({text.Length} characters)";
}
