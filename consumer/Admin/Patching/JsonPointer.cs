using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Consumer.Admin.Patching;

/// <summary>A place in a JSON document (RFC 6901).</summary>
internal sealed record JsonPointer(IReadOnlyList<string> Segments)
{
    /// <summary>The place after the last element of an array.</summary>
    public const string End = "-";

    public string Last => Segments[^1];

    public static bool TryParse(string? text, [NotNullWhen(true)] out JsonPointer? pointer)
    {
        pointer = null;
        if (text is null || (text.Length > 0 && text[0] is not '/'))
        {
            return false;
        }

        var segments = text.Split('/').Skip(1).ToList();
        // A tilde is only ever followed by 0 or 1.
        if (segments.Exists(static s => s.Replace("~0", "").Replace("~1", "").Contains('~', StringComparison.Ordinal)))
        {
            return false;
        }

        pointer = new JsonPointer(segments.ConvertAll(static s => s.Replace("~1", "/").Replace("~0", "~")));
        return true;
    }

    /// <summary>The object or array that the last segment is in; null where there is none.</summary>
    public JsonNode? Parent(JsonNode root)
    {
        JsonNode? node = root;
        foreach (var segment in Segments.SkipLast(1))
        {
            if (node is null || !TryStep(node, segment, out node))
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>Whether there is a value, which may be JSON's null.</summary>
    public bool TryFind(JsonNode root, out JsonNode? value)
    {
        value = root;
        foreach (var segment in Segments)
        {
            if (value is null || !TryStep(value, segment, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the place lies in the other one, or is the same.</summary>
    public bool IsWithin(JsonPointer other) =>
        Segments.Count >= other.Segments.Count && Segments.Take(other.Segments.Count).SequenceEqual(other.Segments);

    /// <summary>Reads an array's index: digits without leading zeros.</summary>
    public static bool TryIndex(string segment, out int index) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index)
        && (segment.Length == 1 || segment[0] is not '0');

    public override string ToString() =>
        string.Concat(Segments.Select(static s => $"/{s.Replace("~", "~0").Replace("/", "~1")}"));

    private static bool TryStep(JsonNode node, string segment, out JsonNode? value)
    {
        value = null;
        switch (node)
        {
            case JsonObject fields:
                return fields.TryGetPropertyValue(segment, out value);
            case JsonArray items when TryIndex(segment, out var index) && index < items.Count:
                value = items[index];
                return true;
            default:
                return false;
        }
    }
}
