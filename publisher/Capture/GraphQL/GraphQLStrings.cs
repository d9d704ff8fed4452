using System.Globalization;
using System.Text;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>The value of string literals (GraphQL specification, section 2.9.4).</summary>
internal static class GraphQLStrings
{
    public static string Value(ReadOnlySpan<char> literal, GraphQLToken kind) =>
        kind is GraphQLToken.BlockString ? Block(literal[3..^3]) : Unescape(literal[1..^1]);

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] is 'u')
            {
                i += AppendUnicode(result, text[(i + 1)..]);
                continue;
            }

            result.Append(
                text[i] switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    var other => other,
                }
            );
        }

        return result.ToString();
    }

    /// <returns>How many characters behind the <c>u</c> belonged to it.</returns>
    private static int AppendUnicode(StringBuilder result, ReadOnlySpan<char> text)
    {
        var braced = text.StartsWith("{");
        var close = text.IndexOf('}');
        var digits =
            braced && close > 0 ? text[1..close]
            : text.Length >= 4 ? text[..4]
            : [];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return 0;
        }

        if (!braced)
        {
            result.Append((char)code);
            return 4;
        }

        if (Rune.IsValid(code))
        {
            result.Append(new Rune(code).ToString());
        }

        return close + 1;
    }

    // The common indentation of all lines but the first goes, and so do blank lines at both ends.
    private static string Block(ReadOnlySpan<char> text)
    {
        var lines = text.ToString()
            .Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal)
            .ReplaceLineEndings("\n")
            .Split('\n');
        var indented = lines.Skip(1).Where(line => !IsBlank(line)).Select(Indentation).ToList();
        var common = indented.Count == 0 ? 0 : indented.Min();
        var cut = lines.Select((line, i) => i == 0 ? line : line[Math.Min(common, line.Length)..]);
        return string.Join('\n', cut.SkipWhile(IsBlank).Reverse().SkipWhile(IsBlank).Reverse());
    }

    private static bool IsBlank(string line) => Indentation(line) == line.Length;

    private static int Indentation(string line) => line.Length - line.AsSpan().TrimStart(" \t").Length;
}
