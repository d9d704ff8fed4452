using System.Globalization;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>CAST between the types a query can hold, with BigQuery's results and errors.</summary>
internal static class Casts
{
    /// <param name="value">Not null.</param>
    /// <param name="target">A name of <see cref="FieldType"/>.</param>
    /// <param name="source">The same for the value where it is known, else empty.</param>
    public static object Cast(object value, string target, string source) =>
        Enum.Parse<FieldType>(target) switch
        {
            FieldType.String => ToText(value, source),
            FieldType.Integer => ToInteger(value),
            FieldType.Float or FieldType.Numeric or FieldType.BigNumeric => ToNumber(value, target),
            FieldType.Boolean => ToBoolean(value),
            FieldType.Timestamp => Moments.Text(Moments.Read(value)),
            FieldType.Date => Moments.DateText(Moments.Read(value)),
            FieldType.DateTime => Moments
                .Read(value)
                .ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            var other => throw new FunctionException($"Invalid cast to {other}"),
        };

    public static object? SafeCast(object value, string target, string source)
    {
        try
        {
            return Cast(value, target, source);
        }
        catch (FunctionException)
        {
            return null;
        }
    }

    private static string ToText(object value, string source) =>
        value switch
        {
            long flag when source == nameof(FieldType.Boolean) => flag != 0 ? "true" : "false",
            string text when TimestampText.IsStored(text) => Shorten(text),
            _ => Values.Text(value),
        };

    /// <summary>BigQuery writes a TIMESTAMP without needless fraction: <c>2026-01-31 10:00:00.5+00</c>.</summary>
    private static string Shorten(string stored) => stored[..26].TrimEnd('0').TrimEnd('.') + "+00";

    private static object ToInteger(object value)
    {
        switch (value)
        {
            case double number when double.IsFinite(number) && Math.Abs(number) < 9.2e18:
                return (long)Math.Round(number, MidpointRounding.AwayFromZero);
            case string text:
                return Values.Whole(text.Trim());
            case long:
                return value;
            default:
                throw new FunctionException(
                    $"Illegal conversion of non-finite floating point number to an integer: {value}"
                );
        }
    }

    private static double ToNumber(object value, string target) =>
        value is string text
            ? double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FunctionException($"Bad {target.ToLowerInvariant()} value: {text}")
            : Values.Number(value);

    private static object ToBoolean(object value) =>
        value switch
        {
            long number => Values.Bool(number != 0),
            string text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => Values.Bool(true),
            string text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => Values.Bool(false),
            _ => throw new FunctionException($"Bad bool value: {value}"),
        };
}
