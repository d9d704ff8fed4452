using System.Globalization;
using System.Text;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>The format elements of FORMAT_TIMESTAMP and FORMAT_DATE that reports use; another one is an error.</summary>
internal static class TimeFormat
{
    public static string Write(string format, DateTime utc)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            if (format.AsSpan(i).StartsWith("E6S") || format.AsSpan(i).StartsWith("E3S"))
            {
                text.Append(utc.ToString(format[i + 1] == '6' ? "ss.ffffff" : "ss.fff", CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                text.Append(Element(format[i], utc));
            }
        }

        return text.ToString();
    }

    private static string Element(char element, DateTime utc) =>
        element switch
        {
            '%' => "%",
            'Y' => Number(utc.Year, 4),
            'y' => Number(utc.Year % 100, 2),
            'm' => Number(utc.Month, 2),
            'd' => Number(utc.Day, 2),
            'e' => utc.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'H' => Number(utc.Hour, 2),
            'I' => Number((utc.Hour + 11) % 12 + 1, 2),
            'M' => Number(utc.Minute, 2),
            'S' => Number(utc.Second, 2),
            'j' => Number(utc.DayOfYear, 3),
            'p' => utc.Hour < 12 ? "AM" : "PM",
            'u' => Number(utc.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)utc.DayOfWeek, 1),
            'w' => Number((int)utc.DayOfWeek, 1),
            'G' => Number(ISOWeek.GetYear(utc), 4),
            'V' => Number(ISOWeek.GetWeekOfYear(utc), 2),
            'Q' => Number(((utc.Month - 1) / 3) + 1, 1),
            'F' => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            'T' => utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            'R' => utc.ToString("HH:mm", CultureInfo.InvariantCulture),
            'D' => utc.ToString("MM/dd/yy", CultureInfo.InvariantCulture),
            'a' => utc.ToString("ddd", CultureInfo.InvariantCulture),
            'A' => utc.ToString("dddd", CultureInfo.InvariantCulture),
            'b' or 'h' => utc.ToString("MMM", CultureInfo.InvariantCulture),
            'B' => utc.ToString("MMMM", CultureInfo.InvariantCulture),
            'Z' => "UTC",
            'z' => "+0000",
            _ => throw new FunctionException($"The format element %{element} is not supported by the stand-in"),
        };

    private static string Number(int value, int digits) =>
        value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
