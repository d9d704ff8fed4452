using System.Text.Json;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>The body of insertAll. Its rows stay JSON: the schema says how to read them.</summary>
internal sealed record InsertAllRequest(
    bool SkipInvalidRows,
    bool IgnoreUnknownValues,
    IReadOnlyList<(string? InsertId, JsonElement Json)> Rows
)
{
    public static InsertAllRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("The request is not a JSON object.");
        }

        if (body.TryGetProperty("templateSuffix", out var suffix) && suffix.ValueKind != JsonValueKind.Null)
        {
            throw ApiException.Invalid("Template tables are not supported by the stand-in.", "templateSuffix");
        }

        if (
            !body.TryGetProperty("rows", out var rows)
            || rows.ValueKind != JsonValueKind.Array
            || rows.GetArrayLength() == 0
        )
        {
            throw ApiException.Invalid("No rows present in the request.", "rows");
        }

        var count = rows.GetArrayLength();
        if (count > TabledataEndpoints.MaxRows)
        {
            throw ApiException.Invalid(
                $"too many rows present in the request, limit: {TabledataEndpoints.MaxRows} row count: {count}.",
                "rows"
            );
        }

        return new InsertAllRequest(
            Flag(body, "skipInvalidRows"),
            Flag(body, "ignoreUnknownValues"),
            [.. rows.EnumerateArray().Select(ReadRow)]
        );
    }

    private static (string? InsertId, JsonElement Json) ReadRow(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("json", out var json))
        {
            throw ApiException.Invalid("A row has no json.", "rows");
        }

        var insertId = ReadId(row);
        if (insertId?.Length > 128)
        {
            throw ApiException.Invalid("An insertId is longer than 128 characters.", "rows");
        }

        return (string.IsNullOrEmpty(insertId) ? null : insertId, json);
    }

    private static string? ReadId(JsonElement row)
    {
        if (!row.TryGetProperty("insertId", out var id) || id.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return id.GetString();
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair.
            throw new ApiException(400, "invalid", "An insertId is not valid Unicode.", "rows", e);
        }
    }

    private static bool Flag(JsonElement body, string name) =>
        body.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
