using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Puts the SQLite name in place of every table path, and json_each in place of UNNEST.</summary>
internal static class TablePass
{
    /// <returns>The tables and views that the query reads.</returns>
    public static IReadOnlyList<TableEntry> Apply(QueryOutline outline, QueryContext context, TokenEdits edits)
    {
        var tables = new List<TableEntry>();
        foreach (var mention in outline.Tables)
        {
            if (mention.Path.Count == 1 && outline.CommonTables.Contains(mention.Path[0]))
            {
                continue;
            }

            var table = context.Find(mention.Path, outline.Tokens[mention.Start]);
            tables.Add(table);
            var alias = mention.Alias is null ? $" AS {Sqlite.Quote(table.Name.Table)}" : "";
            edits.Replace(mention.Start, mention.End, Sqlite.Quote(table.Name.Physical) + alias);
        }

        return tables;
    }

    public static void ApplyArrays(QueryOutline outline, TokenEdits edits)
    {
        foreach (var array in outline.Arrays)
        {
            var alias = array.HasAlias ? "" : $"AS {Sqlite.Quote(array.Alias)}";
            if (array.IsPath)
            {
                edits.Surround(array.Start, array.End - 1, "json_each(", $") {alias}");
            }
            else
            {
                edits.Replace(array.Start, "json_each");
                edits.Append(array.End - 1, alias);
            }

            CheckNoStar(outline, array);
        }
    }

    /// <summary>A star would show the columns of json_each.</summary>
    private static void CheckNoStar(QueryOutline outline, ArrayMention array)
    {
        foreach (var item in outline.Items)
        {
            var isBareStar = item.End - item.Start == 1 && outline.IsAt(item.Start, "*");
            var isArrayStar =
                item.End - item.Start == 3
                && outline.IsAt(item.Start + 2, "*")
                && string.Equals(outline.Tokens[item.Start].Text, array.Alias, StringComparison.OrdinalIgnoreCase);
            if ((isBareStar && item.Select == array.Select) || isArrayStar)
            {
                throw ApiException.NotSupported($"* over UNNEST {outline.Tokens[item.Start].At}; name the columns");
            }
        }
    }
}
