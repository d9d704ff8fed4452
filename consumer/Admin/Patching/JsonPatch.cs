using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Consumer.Admin.Patching;

/// <summary>
/// A JSON Patch (RFC 6902) over the fields of an attempt's data. All of it applies, or none. The whole document and what
/// identifies the event cannot be patched: a letter goes back as the same event.
/// </summary>
internal sealed class JsonPatch
{
    private const int MaxOperations = 50;
    private static readonly string[] Identity = ["attempt_id", "producer", "sequence"];

    private JsonPatch(IReadOnlyList<PatchOperation> operations) => Operations = operations;

    public IReadOnlyList<PatchOperation> Operations { get; }

    /// <summary>Reads a patch.</summary>
    /// <param name="json">The patch's JSON.</param>
    /// <returns>The patch; null and every rule it breaks where it is none.</returns>
    public static (JsonPatch? Patch, IReadOnlyList<string> Errors) Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() is 0 or > MaxOperations)
        {
            return (null, [$"patch must be an array of 1 to {MaxOperations} operations (RFC 6902)."]);
        }

        var errors = new List<string>();
        var operations = new List<PatchOperation>();
        foreach (var (index, element) in json.EnumerateArray().Index())
        {
            if (ReadOperation(element, out var operation) is { } error)
            {
                errors.Add($"patch[{index}]: {error}");
            }
            else
            {
                operations.Add(operation!);
            }
        }

        return errors.Count > 0 ? (null, errors) : (new JsonPatch(operations), []);
    }

    /// <summary>A changed copy.</summary>
    /// <exception cref="PatchException">The patch does not fit the document.</exception>
    public JsonNode Apply(JsonNode document)
    {
        var changed = document.DeepClone();
        foreach (var operation in Operations)
        {
            Apply(changed, operation);
        }

        return changed;
    }

    /// <summary>What it does, without values.</summary>
    public override string ToString() => string.Join("; ", Operations);

    private static string? ReadOperation(JsonElement element, out PatchOperation? operation)
    {
        operation = null;
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return "is not an object.";
        }

        var op = Text(element, "op");
        if (op is not ("add" or "remove" or "replace" or "move" or "copy" or "test"))
        {
            return "op is none of add, remove, replace, move, copy, test.";
        }

        if (!JsonPointer.TryParse(Text(element, "path"), out var path))
        {
            return "path is not a JSON pointer (RFC 6901).";
        }

        JsonPointer? from = null;
        if (op is "move" or "copy" && !JsonPointer.TryParse(Text(element, "from"), out from))
        {
            return "from is not a JSON pointer (RFC 6901).";
        }

        var hasValue = element.TryGetProperty("value", out var value);
        if (op is "add" or "replace" or "test" && !hasValue)
        {
            return "value is missing.";
        }

        if (
            new[] { path, op is "move" ? from : null }.Any(static p => p is not null && IsForbidden(p))
            && op is not "test"
        )
        {
            return $"the whole document and {string.Join(", ", Identity)} cannot be changed.";
        }

        if (from is not null && op is "move" && path.IsWithin(from) && path.Segments.Count > from.Segments.Count)
        {
            return "a value cannot be moved into itself.";
        }

        operation = new PatchOperation(op, path, from, hasValue ? JsonNode.Parse(value.GetRawText()) : null);
        return null;
    }

    private static bool IsForbidden(JsonPointer path) =>
        path.Segments.Count == 0 || Identity.Contains(path.Segments[0], StringComparer.Ordinal);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static void Apply(JsonNode root, PatchOperation operation)
    {
        switch (operation.Op)
        {
            case "add":
                Add(root, operation.Path, operation.Value?.DeepClone());
                break;
            case "remove":
                Remove(root, operation.Path);
                break;
            case "replace":
                Replace(root, operation.Path, operation.Value?.DeepClone());
                break;
            case "move":
                var moved = Find(root, operation.From!)?.DeepClone();
                Remove(root, operation.From!);
                Add(root, operation.Path, moved);
                break;
            case "copy":
                Add(root, operation.Path, Find(root, operation.From!)?.DeepClone());
                break;
            default:
                if (!JsonNode.DeepEquals(Find(root, operation.Path), operation.Value))
                {
                    throw new PatchException($"the test at {operation.Path} finds another value");
                }

                break;
        }
    }

    private static JsonNode? Find(JsonNode root, JsonPointer path) =>
        path.TryFind(root, out var value) ? value : throw new PatchException($"there is nothing at {path}");

    private static void Add(JsonNode root, JsonPointer path, JsonNode? value)
    {
        switch (path.Parent(root))
        {
            case JsonObject fields:
                fields[path.Last] = value;
                break;
            case JsonArray items when path.Last is JsonPointer.End:
                items.Add(value);
                break;
            case JsonArray items when JsonPointer.TryIndex(path.Last, out var index) && index <= items.Count:
                items.Insert(index, value);
                break;
            default:
                throw new PatchException($"there is nothing that {path} could be in");
        }
    }

    // In its place, so that nothing else of the document changes.
    private static void Replace(JsonNode root, JsonPointer path, JsonNode? value)
    {
        _ = Find(root, path);
        switch (path.Parent(root))
        {
            case JsonObject fields:
                fields[path.Last] = value;
                break;
            case JsonArray items when JsonPointer.TryIndex(path.Last, out var index):
                items[index] = value;
                break;
        }
    }

    private static void Remove(JsonNode root, JsonPointer path)
    {
        _ = Find(root, path);
        switch (path.Parent(root))
        {
            case JsonObject fields:
                fields.Remove(path.Last);
                break;
            case JsonArray items when JsonPointer.TryIndex(path.Last, out var index):
                items.RemoveAt(index);
                break;
        }
    }
}
