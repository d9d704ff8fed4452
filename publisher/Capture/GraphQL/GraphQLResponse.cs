using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>A GraphQL response, redacted: one answer, or one for each operation of a batch.</summary>
internal sealed class GraphQLResponse : IDisposable
{
    private readonly JsonDocument? _document;
    private readonly CaptureSession _session;

    private GraphQLResponse(CaptureSession session, JsonDocument? document)
    {
        _session = session;
        _document = document;
    }

    public static GraphQLResponse Read(CaptureSession session)
    {
        // The copy is whole even where the response was cut off, and holds no secrets.
        var workspace = Workspace.Take();
        return ResponseBody.Copy(session, workspace)
            ? new GraphQLResponse(session, JsonDocument.Parse(workspace.ResponseText.Written.ToArray()))
            : new GraphQLResponse(session, document: null);
    }

    /// <summary>The root fields that an answer shows: those with data, and those its errors lead to.</summary>
    public IReadOnlyList<string> Keys(int batch)
    {
        var answer = Answer(batch);
        var keys = new List<string>();
        if (Member(answer, "data") is { ValueKind: JsonValueKind.Object } data)
        {
            keys.AddRange(data.EnumerateObject().Select(member => member.Name));
        }

        keys.AddRange(Errors(answer).Select(PathStart).OfType<string>());
        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads what the response says of one field: its text and the outcome's facts.</summary>
    public void Read(GraphQLField field, JsonRedactor redactor, Workspace workspace)
    {
        if (_document is null)
        {
            ResponseBody.Read(_session, field.Head, workspace);
            return;
        }

        var answer = Answer(field.Batch);
        var data = Member(Member(answer, "data"), field.Key);
        var errors = Errors(answer)
            .Where(error => PathStart(error) is not { } start || string.Equals(start, field.Key))
            .ToList();
        var writer = workspace.ResponseWriter;
        if (data.ValueKind is JsonValueKind.Object)
        {
            // A mutation's payload says of its outcome what a REST body does; this copy is made for its facts.
            var hook = new ResponseHook(field.Head.Action);
            redactor.Copy(
                System.Text.Encoding.UTF8.GetBytes(data.GetRawText()),
                complete: true,
                workspace.ResponseText,
                workspace,
                hook
            );
            workspace.ResponseText.Clear();
        }

        foreach (var error in errors)
        {
            GraphQLErrors.Note(redactor, error, errors.Count, workspace);
        }

        Write(field, answer, data, errors, writer);
        writer.Flush();
    }

    public void Dispose() => _document?.Dispose();

    private static void Write(
        GraphQLField field,
        JsonElement answer,
        JsonElement data,
        List<JsonElement> errors,
        Utf8JsonWriter writer
    )
    {
        if (field.Alone || answer.ValueKind is not JsonValueKind.Object)
        {
            if (answer.ValueKind is not JsonValueKind.Undefined)
            {
                answer.WriteTo(writer);
            }

            return;
        }

        writer.WriteStartObject();
        if (errors.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var error in errors)
            {
                error.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        if (data.ValueKind is not JsonValueKind.Undefined)
        {
            writer.WriteStartObject("data");
            writer.WritePropertyName(field.Key);
            data.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private JsonElement Answer(int batch)
    {
        if (_document is null)
        {
            return default;
        }

        var root = _document.RootElement;
        return root.ValueKind is not JsonValueKind.Array ? root
            : batch < root.GetArrayLength() ? root[batch]
            : default;
    }

    private static IEnumerable<JsonElement> Errors(JsonElement answer) =>
        Member(answer, "errors") is { ValueKind: JsonValueKind.Array } errors
            ? errors.EnumerateArray().Where(error => error.ValueKind is JsonValueKind.Object)
            : [];

    private static string? PathStart(JsonElement error) =>
        Member(error, "path") is { ValueKind: JsonValueKind.Array } path
        && path.GetArrayLength() > 0
        && path[0].ValueKind is JsonValueKind.String
            ? path[0].GetString()
            : null;

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
}
