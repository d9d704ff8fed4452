using System.Text;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Reads members of RECORDs, and elements of UNNEST, out of the JSON text that holds them.</summary>
internal static class PathPass
{
    public static void Apply(QueryOutline outline, Columns columns, TokenEdits edits)
    {
        var elements = outline.Arrays.Select(array => array.Alias).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < outline.Tokens.Count; i++)
        {
            if (!outline.StartsPath(i) || (outline.Taken.Contains(i) && !IsArrayPath(outline, i)))
            {
                continue;
            }

            var end = outline.PathEnd(i);
            var path = outline.Path(i, end);
            if (elements.Contains(path[0]) && !IsArrayPath(outline, i))
            {
                edits.Replace(i, end, Extract($"{Sqlite.Quote(path[0])}.value", path.Skip(1)));
            }
            else if (columns.Resolve(path) is { Members.Count: > 0 } found)
            {
                if (found.Column.Type != FieldType.Record || found.Field is null)
                {
                    throw ApiException.InvalidQuery(
                        $"Field name {path[^1]} does not exist in {string.Join('.', path.SkipLast(1))} {outline.Tokens[end - 1].At}"
                    );
                }

                var column = string.Join('.', path.Take(found.Qualifier + 1).Select(Sqlite.Quote));
                edits.Replace(i, end, Extract(column, found.Members));
            }

            if (outline.IsAt(end, ".") && outline.IsAt(end + 1, "*"))
            {
                ExpandStar(outline, columns, edits, i, end);
            }

            i = end - 1;
        }
    }

    private static bool IsArrayPath(QueryOutline outline, int i) =>
        outline.Arrays.Exists(array => array.IsPath && array.Start == i);

    /// <summary><c>deposit.*</c> becomes its members, one by one.</summary>
    private static void ExpandStar(QueryOutline outline, Columns columns, TokenEdits edits, int start, int end)
    {
        var path = outline.Path(start, end);
        if (columns.Resolve(path) is not { Field.Type: FieldType.Record, Field.Mode: not FieldMode.Repeated } found)
        {
            return;
        }

        var column = string.Join('.', path.Take(found.Qualifier + 1).Select(Sqlite.Quote));
        var members = found.Field.Fields.Select(member =>
            $"{Extract(column, [.. found.Members, member.Name])} AS {Sqlite.Quote(member.Name)}"
        );
        edits.Replace(start, end + 2, string.Join(", ", members));
    }

    private static string Extract(string holder, IEnumerable<string> members)
    {
        var path = new StringBuilder();
        foreach (var member in members)
        {
            path.Append('.').Append('"').Append(member).Append('"');
        }

        return path.Length == 0 ? holder : $"json_extract({holder}, {Sqlite.Literal("$" + path)})";
    }
}
