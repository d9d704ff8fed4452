using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>Compares a table's columns with the schema's.</summary>
internal static class SchemaDrift
{
    /// <summary>Paths of the schema's columns and fields that the table lacks, e.g. <c>deposit.amount</c>.</summary>
    public static IReadOnlyList<string> FindMissing(JsonElement schema, JsonElement table)
    {
        var missing = new List<string>();
        Compare(schema, table, "", missing);
        return missing;
    }

    /// <summary>The table's columns with what it lacks added; what is added is NULLABLE or REPEATED, as BigQuery demands.</summary>
    public static JsonArray Merge(JsonElement schema, JsonElement table)
    {
        var merged = new JsonArray();
        var present = table.EnumerateArray().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        var wanted = schema.EnumerateArray().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.EnumerateArray())
        {
            var node = JsonNode.Parse(column.GetRawText())!.AsObject();
            if (
                wanted.TryGetValue(Name(column), out var same)
                && same.TryGetProperty("fields", out var wantedFields)
                && column.TryGetProperty("fields", out var presentFields)
            )
            {
                node["fields"] = Merge(wantedFields, presentFields);
            }

            merged.Add(node);
        }

        foreach (var column in schema.EnumerateArray().Where(column => !present.ContainsKey(Name(column))))
        {
            var node = JsonNode.Parse(column.GetRawText())!.AsObject();
            if ((string?)node["mode"] is "REQUIRED")
            {
                node["mode"] = "NULLABLE";
            }

            merged.Add(node);
        }

        return merged;
    }

    private static void Compare(JsonElement schema, JsonElement table, string path, List<string> missing)
    {
        var present = table.EnumerateArray().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        foreach (var column in schema.EnumerateArray())
        {
            if (!present.TryGetValue(Name(column), out var same))
            {
                missing.Add(path + Name(column));
            }
            else if (
                column.TryGetProperty("fields", out var fields) && same.TryGetProperty("fields", out var presentFields)
            )
            {
                Compare(fields, presentFields, $"{path}{Name(column)}.", missing);
            }
        }
    }

    private static string Name(JsonElement column) => column.GetProperty("name").GetString()!;
}
