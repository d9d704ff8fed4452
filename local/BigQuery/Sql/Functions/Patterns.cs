using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>Regular expressions. BigQuery's engine, RE2, runs in linear time and knows no look-around: so does this one.</summary>
internal static class Patterns
{
    /// <summary>Patterns kept compiled; beyond it the cache starts over.</summary>
    private const int CacheSize = 256;

    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    public static Regex Get(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
        {
            return known;
        }

        try
        {
            var regex = new Regex(
                pattern,
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(10)
            );
            if (Cache.Count >= CacheSize)
            {
                Cache.Clear();
            }

            return Cache.GetOrAdd(pattern, regex);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FunctionException($"Cannot parse regular expression: {e.Message}", e);
        }
    }

    /// <summary>The capturing group, or the whole match when the pattern has none.</summary>
    public static object? Extract(string text, string pattern)
    {
        var regex = Get(pattern);
        var groups = regex.GetGroupNumbers().Length - 1;
        if (groups > 1)
        {
            throw new FunctionException(
                "Regular expressions passed into extraction functions must not have more than 1 capturing group"
            );
        }

        var match = regex.Match(text);
        return match.Success && match.Groups[groups].Success ? match.Groups[groups].Value : null;
    }

    /// <summary>REGEXP_REPLACE, whose replacement names groups as <c>\1</c>.</summary>
    public static object Replace(object[] arguments)
    {
        var replacement = Values
            .Text(arguments[2])
            .Replace("$", "$$", StringComparison.Ordinal)
            .Replace(@"\\", "\0", StringComparison.Ordinal);
        for (var group = 0; group <= 9; group++)
        {
            replacement = replacement.Replace($@"\{group}", $"${{{group}}}", StringComparison.Ordinal);
        }

        return Get(Values.Text(arguments[1])).Replace(Values.Text(arguments[0]), replacement.Replace('\0', '\\'));
    }
}
