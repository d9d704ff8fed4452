using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Patching;

/// <summary>Applies a patch to a letter's data: the event's data, wherever the message has them.</summary>
internal static class LetterPatch
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The message's data with the patch applied, and what changed.</summary>
    /// <exception cref="PatchException">The patch does not fit this letter.</exception>
    public static (ReadOnlyMemory<byte> Data, IReadOnlyList<FieldChange> Changes) Apply(
        DeadLetter letter,
        JsonPatch patch
    )
    {
        var document = Parse(letter.Original.Data);
        var isStructured = letter
            .Original.Attributes.GetValueOrDefault("content-type", "")
            .StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase);
        var before = isStructured ? document["data"] : document;
        if (before is not JsonObject)
        {
            throw new PatchException("the letter's data are not a JSON object");
        }

        var after = patch.Apply(before);
        var changes = Changes(patch, before, after);
        if (isStructured)
        {
            document["data"] = after;
            after = document;
        }

        return (Encoding.UTF8.GetBytes(after.ToJsonString(Relaxed)), changes);
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            return JsonNode.Parse(
                    data.Span,
                    documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }
                ) as JsonObject
                ?? throw new PatchException("the letter's data are not a JSON object");
        }
        catch (JsonException)
        {
            throw new PatchException("the letter's data are not JSON, or have a name twice");
        }
    }

    private static List<FieldChange> Changes(JsonPatch patch, JsonNode before, JsonNode after)
    {
        var changes = new List<FieldChange>();
        var paths = patch
            .Operations.Where(static o => o.Op is not "test")
            .SelectMany(static o => o.Op is "move" ? [o.From!, o.Path] : new[] { o.Path })
            .DistinctBy(static path => path.ToString());
        foreach (var path in paths)
        {
            var was = path.TryFind(before, out var old) ? PersonalData.Mask(path, old) : null;
            var isNow = path.TryFind(after, out var now) ? PersonalData.Mask(path, now) : null;
            changes.Add(new FieldChange(path.ToString(), was, isNow));
        }

        return changes;
    }
}
