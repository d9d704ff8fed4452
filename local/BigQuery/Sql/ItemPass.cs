using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Gives select items BigQuery's names: a path is called by its last name, any other expression f0_, f1_, ….</summary>
internal static class ItemPass
{
    /// <returns>The name of every item that has one; null for a star.</returns>
    public static IReadOnlyList<string?> Apply(QueryOutline outline, TokenEdits edits)
    {
        var names = new List<string?>(outline.Items.Count);
        var unnamed = new Dictionary<int, int>();
        foreach (var item in outline.Items.OrderBy(item => item.Start))
        {
            if (item.Alias is not null)
            {
                names.Add(item.Alias);
                continue;
            }

            if (outline.IsAt(item.End - 1, "*") && IsStar(outline, item))
            {
                names.Add(null);
                continue;
            }

            var isPath = outline.StartsPath(item.Start) && outline.PathEnd(item.Start) == item.End;
            var number = unnamed.GetValueOrDefault(item.Select);
            var name = isPath ? outline.Tokens[item.End - 1].Text : $"f{number}_";
            if (!isPath)
            {
                unnamed[item.Select] = number + 1;
            }

            edits.Append(item.End - 1, "AS " + Sqlite.Quote(name));
            names.Add(name);
        }

        return names;
    }

    private static bool IsStar(QueryOutline outline, SelectItem item) =>
        item.End - item.Start == 1 || outline.IsAt(item.End - 2, ".");
}
