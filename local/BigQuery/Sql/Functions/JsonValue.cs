using System.Text.Json;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>JSON_VALUE: the scalar at a path such as <c>$.a.b[0]</c> as text; NULL when it is absent or no scalar.</summary>
internal static class JsonValue
{
    public static object? Read(string json, string path)
    {
        if (path.Length == 0 || path[0] != '$')
        {
            throw new FunctionException($"JSONPath must start with '$': {path}");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            // BigQuery answers NULL for text that is not JSON.
            return null;
        }

        using (document)
        {
            return Walk(document.RootElement, path) is not { } found
                ? null
                : found.ValueKind switch
                {
                    JsonValueKind.String => found.GetString(),
                    JsonValueKind.Number => found.GetRawText(),
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => null,
                };
        }
    }

    private static JsonElement? Walk(JsonElement element, string path)
    {
        var at = 1;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0 || !int.TryParse(path.AsSpan(at + 1, end - at - 1), out var index))
                {
                    throw new FunctionException($"Unsupported operator in JSONPath: {path}");
                }

                if (element.ValueKind != JsonValueKind.Array || index < 0 || index >= element.GetArrayLength())
                {
                    return null;
                }

                element = element[index];
                at = end + 1;
            }
            else if (path[at] == '.')
            {
                var name = Name(path, at + 1, out at);
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return null;
                }
            }
            else
            {
                throw new FunctionException($"Unsupported operator in JSONPath: {path}");
            }
        }

        return element;
    }

    private static ReadOnlySpan<char> Name(string path, int start, out int end)
    {
        if (start < path.Length && path[start] == '"')
        {
            var close = path.IndexOf('"', start + 1);
            if (close < 0)
            {
                throw new FunctionException($"Invalid token in JSONPath: {path}");
            }

            end = close + 1;
            return path.AsSpan(start + 1, close - start - 1);
        }

        var length = path.AsSpan(start).IndexOfAny('.', '[');
        end = length < 0 ? path.Length : start + length;
        return path.AsSpan(start, end - start);
    }
}
