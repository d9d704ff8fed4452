using System.Globalization;
using System.Text.Json;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>Turns one JSON value into what the store holds for a column type, or says why BigQuery would refuse it.</summary>
internal static class ScalarEncoder
{
    private static readonly object True = 1L;
    private static readonly object False = 0L;

    /// <param name="type">Any type but RECORD.</param>
    /// <param name="json">Not null.</param>
    /// <param name="value"><see cref="string"/>, <see cref="long"/> or <see cref="double"/>; BOOLEAN as 1 or 0.</param>
    /// <param name="error">The message of the row error when the answer is false.</param>
    public static bool TryEncode(FieldType type, JsonElement json, out object? value, out string? error)
    {
        (value, error) = json.ValueKind switch
        {
            JsonValueKind.Object => (null, "This field is not a record."),
            JsonValueKind.Array => (null, "Array specified for non-repeated field."),
            JsonValueKind.String => FromText(type, json.GetString()!),
            JsonValueKind.Number => FromNumber(type, json),
            _ => FromBoolean(type, json.ValueKind == JsonValueKind.True),
        };
        return error is null;
    }

    private static (object? Value, string? Error) FromText(FieldType type, string text) =>
        type switch
        {
            FieldType.String => (text, null),
            FieldType.Integer => long.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var n
            )
                ? (n, null)
                : (null, $"Cannot convert value to integer (bad value): {text}"),
            FieldType.Float => TryFloat(text, out var f)
                ? (f, null)
                : (null, $"Cannot convert value to floating point (bad value): {text}"),
            FieldType.Numeric or FieldType.BigNumeric => DecimalText.TryNormalize(type, text, out var d)
                ? (d, null)
                : (null, $"Invalid {type.WireName()} value: {text}"),
            FieldType.Boolean => text.ToUpperInvariant() switch
            {
                "TRUE" => (True, null),
                "FALSE" => (False, null),
                _ => (null, $"Cannot convert value to boolean (bad value): {text}"),
            },
            FieldType.Timestamp => TimestampParser.TryParse(text, out var utc)
                ? (TimestampText.From(utc), null)
                : (
                    null,
                    $"Could not parse '{text}' as a timestamp. Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]"
                ),
            _ => CivilEncoder.FromText(type, text),
        };

    private static (object? Value, string? Error) FromNumber(FieldType type, JsonElement json)
    {
        var raw = json.GetRawText();
        switch (type)
        {
            case FieldType.String:
                return (raw, null);
            case FieldType.Float:
                return json.TryGetDouble(out var f) && double.IsFinite(f)
                    ? (f, null)
                    : (null, $"Cannot convert value to floating point (bad value): {raw}");
            case FieldType.Integer when json.TryGetInt64(out var n):
                return (n, null);
            case FieldType.Integer
                when json.TryGetDecimal(out var whole)
                    && decimal.Truncate(whole) == whole
                    && whole is >= long.MinValue and <= long.MaxValue:
                return ((long)whole, null);
            case FieldType.Timestamp:
                return json.TryGetDecimal(out var seconds) && TimestampParser.TryFromSeconds(seconds, out var utc)
                    ? (TimestampText.From(utc), null)
                    : (null, $"Could not parse '{raw}' as a timestamp. Required format is seconds since 1970");
            case FieldType.Integer or FieldType.Numeric or FieldType.BigNumeric:
                return FromText(type, raw);
            default:
                return (null, $"Cannot convert value to {type.WireName().ToLowerInvariant()} (bad value): {raw}");
        }
    }

    private static (object? Value, string? Error) FromBoolean(FieldType type, bool value) =>
        type switch
        {
            FieldType.Boolean => (value ? True : False, null),
            FieldType.String => (value ? "true" : "false", null),
            _ => (
                null,
                $"Cannot convert value to {type.WireName().ToLowerInvariant()} (bad value): {(value ? "true" : "false")}"
            ),
        };

    private static bool TryFloat(string text, out double value)
    {
        // SQLite stores NaN as NULL, so NaN is refused here rather than lost there.
        switch (text.ToUpperInvariant())
        {
            case "INF" or "+INF" or "INFINITY" or "+INFINITY":
                value = double.PositiveInfinity;
                return true;
            case "-INF" or "-INFINITY":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                    && double.IsFinite(value);
        }
    }
}
