using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NextCode.Attempts.Reports.Tests.Documentation;

/// <summary>
/// Which columns of the table a report reads on BigQuery, which bills by column: every name in its text that a view it reads
/// has, followed down to the table. A name that means something else beside is counted too: it is an upper bound.
/// </summary>
internal static partial class ScannedColumns
{
    private static readonly Dictionary<string, IReadOnlySet<string>> Table = JsonNode
        .Parse(AttemptsTable.SchemaJson)!
        .AsArray()
        .SelectMany(Paths)
        .ToDictionary(
            path => path,
            IReadOnlySet<string> (path) => new HashSet<string> { path },
            StringComparer.Ordinal
        );

    /// <summary>Paths such as <c>geo</c> and <c>deposit.method</c>, in order.</summary>
    public static IReadOnlyList<string> Of(Report report)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in Sources(report.Sql))
        {
            var columns = ColumnsOf(source);
            // Repeats are folded by these, whatever is asked.
            read.UnionWith(
                source == AttemptsTable.Name ? [] : ["timestamp", "attempt_id", "ingested_at", "error_code"]
            );
            if (source is "v_deposit" or "v_verification")
            {
                read.Add("action");
            }

            foreach (var name in Names(report.Sql))
            {
                if (columns.TryGetValue(name, out var paths))
                {
                    read.UnionWith(paths);
                }
            }
        }

        return [.. read.Where(path => Table.ContainsKey(path)).Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, IReadOnlySet<string>> ColumnsOf(string source)
    {
        if (source is AttemptsTable.Name or "attempts_unique")
        {
            return Table;
        }

        var sql = Comments().Replace(AttemptsTable.ViewSql(source), "");
        var below = ColumnsOf(Sources(sql).First());
        var columns = sql.Contains(".*", StringComparison.Ordinal)
            ? new Dictionary<string, IReadOnlySet<string>>(below, StringComparer.Ordinal)
            : new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var item in Items(sql))
        {
            var name = Alias().Match(item) is { Success: true } alias
                ? alias.Groups["name"].Value
                : item.Trim().Split('.')[^1];
            var expression = Alias().Replace(item, "");
            var read = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in PathNames().Matches(expression).Select(match => match.Groups["path"].Value))
            {
                // The element of an unnested list has the list's columns.
                var found = expression.Contains("e." + path, StringComparison.Ordinal) ? $"errors.{path}" : path;
                read.UnionWith(
                    below.GetValueOrDefault(found)
                        ?? below.GetValueOrDefault(found.Split('.')[0])
                        ?? new HashSet<string>()
                );
            }

            columns[name] = read;
        }

        return columns;
    }

    private static IEnumerable<string> Paths(JsonNode? column) =>
        column!["fields"] is JsonArray fields
            ? fields.Select(field => $"{column["name"]}.{field!["name"]}")
            : [(string)column["name"]!];

    private static IEnumerable<string> Sources(string sql) =>
        SourceNames().Matches(sql).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Names(string sql) =>
        Words()
            .Matches(Texts().Replace(Comments().Replace(sql, ""), ""))
            .Select(match => match.Value)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The select list's items, parted at commas outside of brackets.</summary>
    private static IEnumerable<string> Items(string sql)
    {
        var list = sql[
            (sql.IndexOf("SELECT", StringComparison.Ordinal) + 6)..sql.LastIndexOf("\nFROM", StringComparison.Ordinal)
        ];
        var (start, depth) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (list[i] == ',' && depth == 0)
            {
                yield return list[start..i];
                start = i + 1;
            }
        }

        yield return list[start..];
    }

    [GeneratedRegex(@"\battempts\.(?<name>[a-z_]+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourceNames();

    [GeneratedRegex("[a-z_][a-z_0-9]*", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("'[^']*'", RegexOptions.None, 1000)]
    private static partial Regex Texts();

    [GeneratedRegex("--[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s+AS (?<name>[a-z_0-9]+)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alias();

    [GeneratedRegex(@"\b[uve]\.(?<path>[a-z_]+(\.[a-z_0-9]+)?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathNames();
}
