using System.Globalization;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>SQLite values, which are long, double or string, as the kind a function wants.</summary>
internal static class Values
{
    public static object Bool(bool value) => value ? 1L : 0L;

    public static string Text(object value) =>
        value switch
        {
            string text => text,
            double number => Float(number),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    /// <summary>A FLOAT64 as BigQuery casts it: the shortest text that reads back the same, with <c>.0</c> when whole.</summary>
    public static string Float(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN"
                : number > 0 ? "Infinity"
                : "-Infinity";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    public static long Whole(object value) =>
        value switch
        {
            long number => number,
            double number => (long)number,
            string text
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) => n,
            _ => throw new FunctionException($"Bad int64 value: {value}"),
        };

    public static double Number(object value) =>
        value switch
        {
            long number => number,
            double number => number,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) => n,
            _ => throw new FunctionException($"Bad double value: {value}"),
        };
}
