using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>
/// Where what is differs from what should be. What Metabase adds by itself (times, ids, defaults) is no difference: only what
/// we say is compared, member by member; lists must have as many elements.
/// </summary>
internal static class JsonDifference
{
    private const int MaxShown = 60;

    public static IReadOnlyList<string> Between(JsonNode? wanted, JsonNode? found)
    {
        var differences = new List<string>();
        Compare("", wanted, found, differences);
        return differences;
    }

    private static void Compare(string path, JsonNode? wanted, JsonNode? found, List<string> differences)
    {
        switch (wanted, found)
        {
            case (JsonObject a, JsonObject b):
                foreach (var (name, value) in a)
                {
                    Compare(path.Length == 0 ? name : $"{path}.{name}", value, b[name], differences);
                }

                return;
            // Metabase 63 answers template-tags as a list; before that they are a map.
            case (JsonObject a, JsonArray b) when path.EndsWith("template-tags", StringComparison.Ordinal):
                Compare(path, a, ByName(b), differences);
                return;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                {
                    Compare($"{path}[{i}]", a[i], b[i], differences);
                }

                return;
            default:
                if (!JsonNode.DeepEquals(wanted, found))
                {
                    differences.Add(Line(path, wanted, found));
                }

                return;
        }
    }

    private static JsonObject ByName(JsonArray tags) =>
        new(tags.Select(tag => KeyValuePair.Create((string)tag!["name"]!, (JsonNode?)tag.DeepClone())));

    private static string Line(string path, JsonNode? wanted, JsonNode? found) =>
        path.EndsWith(".native", StringComparison.Ordinal) && wanted is not null && found is not null
            ? $"{path}: another SQL text"
            : $"{path}: {Shown(found)} → {Shown(wanted)}";

    private static string Shown(JsonNode? value)
    {
        var text = value?.ToJsonString(Readable) ?? "nothing";
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
