namespace NextCode.Attempts.Consumer.Enrichment.Typos;

/// <summary>
/// How far what was typed is from what may have been meant: Damerau and Levenshtein's distance (optimal string
/// alignment), each slip weighted by how easily a finger or an eye makes it.
/// </summary>
internal static class TypingDistance
{
    private const double Swap = 0.6;
    private const double Doubled = 0.4;
    private const double Punctuation = 0.5;
    private const double Neighbour = 0.7;
    private const double LooksAlike = 0.8;
    private const double Vowel = 0.9;
    private const double LeftOut = 0.9;
    private const double Added = 1.0;
    private const double OtherPunctuation = 1.5;
    private const double Other = 1.7;

    private const string Vowels = "aeiouy";
    private static readonly string[] Rows = ["1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

    // How far each row of a keyboard stands to the right of the one of the digits, in keys.
    private static readonly double[] Shifts = [0, 0.5, 0.75, 1.25];
    private static readonly bool[] Adjacent = FindAdjacent();
    private static readonly HashSet<(char, char)> Alike =
    [
        ('l', 'i'),
        ('l', '1'),
        ('i', '1'),
        ('o', '0'),
        ('u', 'v'),
        ('v', 'w'),
        ('s', '5'),
        ('s', 'z'),
        ('c', 'k'),
    ];

    /// <param name="typed">Lower case.</param>
    /// <param name="meant">Lower case, at most 64 characters.</param>
    public static double Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> meant)
    {
        var width = meant.Length + 1;
        Span<double> before = stackalloc double[width];
        Span<double> above = stackalloc double[width];
        Span<double> current = stackalloc double[width];
        above[0] = 0;
        for (var j = 1; j < width; j++)
        {
            above[j] = above[j - 1] + LeaveOut(meant, j - 1);
        }

        for (var i = 1; i <= typed.Length; i++)
        {
            var add = Add(typed, i - 1);
            current[0] = above[0] + add;
            for (var j = 1; j < width; j++)
            {
                var cost = Math.Min(
                    above[j - 1] + Replace(typed[i - 1], meant[j - 1]),
                    Math.Min(above[j] + add, current[j - 1] + LeaveOut(meant, j - 1))
                );
                if (
                    i > 1
                    && j > 1
                    && typed[i - 1] == meant[j - 2]
                    && typed[i - 2] == meant[j - 1]
                    && typed[i - 1] != typed[i - 2]
                )
                {
                    cost = Math.Min(cost, before[j - 2] + Swap);
                }

                current[j] = cost;
            }

            var oldest = before;
            before = above;
            above = current;
            current = oldest;
        }

        return above[meant.Length];
    }

    private static double Replace(char typed, char meant)
    {
        if (typed == meant)
        {
            return 0;
        }

        if (IsPunctuation(typed) || IsPunctuation(meant))
        {
            return OtherPunctuation;
        }

        if (AreAdjacent(typed, meant))
        {
            return Neighbour;
        }

        if (Vowels.Contains(typed, StringComparison.Ordinal) && Vowels.Contains(meant, StringComparison.Ordinal))
        {
            return Vowel;
        }

        return Alike.Contains((typed, meant)) || Alike.Contains((meant, typed)) ? LooksAlike : Other;
    }

    private static double Add(ReadOnlySpan<char> typed, int at)
    {
        var added = typed[at];
        var left = at > 0 ? typed[at - 1] : '\0';
        var right = at + 1 < typed.Length ? typed[at + 1] : '\0';
        if (added == left || added == right)
        {
            return Doubled;
        }

        if (IsPunctuation(added))
        {
            return Punctuation;
        }

        return AreAdjacent(added, left) || AreAdjacent(added, right) ? Neighbour : Added;
    }

    private static double LeaveOut(ReadOnlySpan<char> meant, int at)
    {
        var left = meant[at];
        if ((at > 0 && meant[at - 1] == left) || (at + 1 < meant.Length && meant[at + 1] == left))
        {
            return Doubled;
        }

        return IsPunctuation(left) ? Punctuation : LeftOut;
    }

    private static bool IsPunctuation(char character) => character is '.' or '-';

    private static bool AreAdjacent(char one, char other) => one < 128 && other < 128 && Adjacent[(one * 128) + other];

    private static bool[] FindAdjacent()
    {
        var adjacent = new bool[128 * 128];
        var keys = Rows.SelectMany((row, y) => row.Select((key, x) => (Key: key, Row: y, X: x + Shifts[y]))).ToList();
        foreach (var one in keys)
        {
            foreach (var other in keys)
            {
                adjacent[(one.Key * 128) + other.Key] =
                    one.Key != other.Key && Math.Abs(one.Row - other.Row) <= 1 && Math.Abs(one.X - other.X) <= 1;
            }
        }

        return adjacent;
    }
}
