using System.Globalization;
using System.Text.RegularExpressions;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>
/// NUMERIC (29 digits before the point, 9 after) and BIGNUMERIC (38 and 38) as plain decimal text without needless zeros.
/// Inside a RECORD the text is kept exactly; a column of its own is held by SQLite, which keeps 15 significant digits.
/// </summary>
internal static partial class DecimalText
{
    public static bool TryNormalize(FieldType type, string text, out string? normalized)
    {
        normalized = null;
        var plain = text;
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            plain = value.ToString(CultureInfo.InvariantCulture);
        }

        var match = Plain().Match(plain);
        if (!match.Success)
        {
            return false;
        }

        var whole = match.Groups["whole"].Value.TrimStart('0');
        var fraction = match.Groups["fraction"].Value.TrimEnd('0');
        var (maxWhole, maxFraction) = type == FieldType.Numeric ? (29, 9) : (38, 38);
        if (whole.Length > maxWhole || fraction.Length > maxFraction)
        {
            return false;
        }

        var isZero = whole.Length == 0 && fraction.Length == 0;
        normalized =
            (match.Groups["sign"].Value == "-" && !isZero ? "-" : "")
            + (whole.Length == 0 ? "0" : whole)
            + (fraction.Length == 0 ? "" : "." + fraction);
        return true;
    }

    [GeneratedRegex(
        @"^(?<sign>[+-]?)(?=[.]?[0-9])(?<whole>[0-9]*)(?:[.](?<fraction>[0-9]*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Plain();
}
