using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>
/// Reads the shapes in which APIs list errors: <c>error: {code, message}</c>, <c>errors: {field: [texts]}</c> (ASP.NET's
/// validation problems) and <c>errors: [{field, code, message}]</c>, texts among them. Failures are no hot path: this
/// allocates.
/// </summary>
internal static class ErrorReader
{
    private const int Most = 64;

    public static void Read(JsonRedactor redactor, ResponsePart part, JsonCursor cursor, Workspace workspace)
    {
        var start = cursor.Start;
        if (!cursor.TrySkip())
        {
            // The response was cut off inside its errors.
            workspace.Response.SaysFailed = true;
            return;
        }

        var reader = new Utf8JsonReader(cursor.Json[start..cursor.End], JsonText.Reader);
        using (var document = JsonDocument.ParseValue(ref reader))
        {
            var root = document.RootElement;
            if (part is ResponsePart.Error && root.ValueKind is JsonValueKind.Object)
            {
                workspace.Response.SaysFailed = true;
                ReadError(redactor, root, workspace);
            }
            else if (root.ValueKind is JsonValueKind.Object)
            {
                ReadByField(redactor, root, workspace);
            }
            else
            {
                ReadList(redactor, root, workspace);
            }
        }
    }

    private static void ReadError(JsonRedactor redactor, JsonElement error, Workspace workspace)
    {
        foreach (var member in error.EnumerateObject())
        {
            var part = ResponseParts.Find(SensitiveNames.Squash(member.Name));
            if (part is ResponsePart.Errors)
            {
                (member.Value.ValueKind is JsonValueKind.Object ? (Reading)ReadByField : ReadList)(
                    redactor,
                    member.Value,
                    workspace
                );
            }
            else if (part is not ResponsePart.None && Text(member.Value) is { } text)
            {
                workspace.Response.Note(part, text);
            }
        }
    }

    /// <summary>Reads the members <c>errors</c>, <c>fields</c> and <c>validationErrors</c> of an object, as GraphQL servers put them into extensions.</summary>
    public static void ReadMembers(JsonRedactor redactor, JsonElement around, Workspace workspace)
    {
        foreach (var member in around.EnumerateObject())
        {
            if (SensitiveNames.Squash(member.Name) is not ("errors" or "fields" or "validationerrors"))
            {
                continue;
            }

            if (member.Value.ValueKind is JsonValueKind.Object)
            {
                ReadByField(redactor, member.Value, workspace);
            }
            else
            {
                ReadList(redactor, member.Value, workspace);
            }
        }
    }

    private static void ReadByField(JsonRedactor redactor, JsonElement errors, Workspace workspace)
    {
        foreach (var member in errors.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var item in member.Value.EnumerateArray())
                    {
                        Add(redactor, workspace, member.Name, item);
                    }

                    break;
                case not JsonValueKind.Null:
                    Add(redactor, workspace, member.Name, member.Value);
                    break;
            }
        }
    }

    private static void ReadList(JsonRedactor redactor, JsonElement errors, Workspace workspace)
    {
        if (errors.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in errors.EnumerateArray())
            {
                Add(redactor, workspace, field: null, item);
            }
        }
    }

    private static void Add(JsonRedactor redactor, Workspace workspace, string? field, JsonElement item)
    {
        var facts = workspace.Response;
        facts.SaysFailed = true;
        if (facts.Errors.Count == Most)
        {
            return;
        }

        string? code = null;
        string? message = null;
        if (item.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject())
            {
                var text = Text(member.Value);
                switch (ResponseParts.Find(SensitiveNames.Squash(member.Name)))
                {
                    case ResponsePart.Field:
                        field ??= text;
                        break;
                    case ResponsePart.ErrorCode or ResponsePart.Code or ResponsePart.Error or ResponsePart.Type:
                        code ??= text;
                        break;
                    case ResponsePart.Message or ResponsePart.Detail or ResponsePart.Title:
                        message ??= text;
                        break;
                }
            }
        }
        else
        {
            message = Text(item);
        }

        facts.Errors.Add(new AttemptError(Redact(field), Redact(code), Redact(message)));

        string? Redact(string? text) => redactor.RedactText(text, workspace);
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private delegate void Reading(JsonRedactor redactor, JsonElement element, Workspace workspace);
}
