using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>The types that arrive only as text: DATE, TIME, DATETIME, JSON and BYTES.</summary>
internal static partial class CivilEncoder
{
    public static (object? Value, string? Error) FromText(FieldType type, string text) =>
        type switch
        {
            FieldType.Date => DateOnly.TryParseExact(text, ["yyyy-M-d"], out var date)
                ? (date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null)
                : (null, $"Invalid date: '{text}'"),
            FieldType.Time => TryTime(text, out var time) ? (time, null) : (null, $"Invalid time string \"{text}\""),
            FieldType.DateTime => TryDateTime(text, out var moment)
                ? (moment, null)
                : (null, $"Invalid datetime string \"{text}\""),
            FieldType.Json => TryJson(text, out var json) ? (json, null) : (null, $"Invalid JSON value: {text}"),
            FieldType.Bytes => Base64.IsValid(text)
                ? (text, null)
                : (null, $"Could not decode base64 string to bytes."),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Encoded elsewhere."),
        };

    private static bool TryTime(string text, out string? value)
    {
        var parsed = TimeOnly.TryParseExact(text, ["H:m:s", "H:m:s.FFFFFF"], out var time);
        value = parsed ? time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) : null;
        return parsed;
    }

    private static bool TryDateTime(string text, out string? value)
    {
        // A DATETIME has no zone; the timestamp reader does the arithmetic once the zone is ruled out.
        var parsed =
            TimestampParser.TryParse(text, out var moment)
            && !Zone().IsMatch(text)
            && text.Contains('-', StringComparison.Ordinal);
        value = parsed ? moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) : null;
        return parsed;
    }

    private static bool TryJson(string text, out string? value)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            value = document.RootElement.GetRawText();
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    [GeneratedRegex(
        "(?:[Zz]|UTC|:[0-9.]+ ?[+-][0-9:]+)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Zone();
}
