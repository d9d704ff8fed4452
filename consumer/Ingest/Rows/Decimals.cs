using System.Text;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>Decimal numbers as text, checked against BigQuery's fixed-point types without going through a double.</summary>
internal static class Decimals
{
    private const int MaxExponent = 100;

    /// <summary>
    /// Writes a number in JSON's grammar (leading zeros and a plus sign are taken too) without exponent, if it fits
    /// into so many digits before and after the point.
    /// </summary>
    public static bool TryNormalize(ReadOnlySpan<byte> number, int maxIntegerDigits, int maxScale, out string text)
    {
        text = "";
        var at = 0;
        var negative = number.Length > 0 && number[0] is (byte)'-';
        if (number.Length > 0 && number[0] is (byte)'-' or (byte)'+')
        {
            at++;
        }

        var integer = Digits(number, ref at);
        var fraction = ReadOnlySpan<byte>.Empty;
        if (at < number.Length && number[at] is (byte)'.')
        {
            at++;
            fraction = Digits(number, ref at);
        }

        if ((integer.IsEmpty && fraction.IsEmpty) || !TryExponent(number, ref at, out var exponent))
        {
            return false;
        }

        if (at != number.Length)
        {
            return false;
        }

        return TryPlace(negative, integer, fraction, exponent, maxIntegerDigits, maxScale, out text);
    }

    /// <summary>Reads a whole number written in any way that has an exact value, e.g. <c>5.0</c> or <c>1e3</c>.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> number, out long value)
    {
        value = 0;
        return TryNormalize(number, maxIntegerDigits: 19, maxScale: 0, out var text) && long.TryParse(text, out value);
    }

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> number, scoped ref int at)
    {
        var start = at;
        while (at < number.Length && number[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return number[start..at];
    }

    private static bool TryExponent(ReadOnlySpan<byte> number, scoped ref int at, out int exponent)
    {
        exponent = 0;
        if (at == number.Length || number[at] is not ((byte)'e' or (byte)'E'))
        {
            return true;
        }

        at++;
        var negative = at < number.Length && number[at] is (byte)'-';
        if (at < number.Length && number[at] is (byte)'-' or (byte)'+')
        {
            at++;
        }

        var digits = Digits(number, ref at);
        if (digits.IsEmpty || digits.Length > 3 || !int.TryParse(digits, out exponent) || exponent > MaxExponent)
        {
            return false;
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static bool TryPlace(
        bool negative,
        ReadOnlySpan<byte> integer,
        ReadOnlySpan<byte> fraction,
        int exponent,
        int maxIntegerDigits,
        int maxScale,
        out string text
    )
    {
        text = "";
        if (integer.Length + fraction.Length > 256)
        {
            return false;
        }

        // All digits without the point, which stands after the first `point` of them; zeros fill up either side.
        var digits = Encoding.ASCII.GetString(integer) + Encoding.ASCII.GetString(fraction);
        var point = integer.Length + exponent;
        if (point > digits.Length)
        {
            digits = digits.PadRight(point, '0');
        }
        else if (point < 0)
        {
            digits = new string('0', -point) + digits;
            point = 0;
        }

        var whole = digits[..point].TrimStart('0');
        var rest = digits[point..].TrimEnd('0');
        if (whole.Length > maxIntegerDigits || rest.Length > maxScale)
        {
            return false;
        }

        var sign = negative && whole.Length + rest.Length > 0 ? "-" : "";
        text = $"{sign}{(whole.Length == 0 ? "0" : whole)}{(rest.Length == 0 ? "" : ".")}{rest}";
        return true;
    }
}
