using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>What a GraphQL error says: <c>extensions.errorCode</c>, then <c>extensions.code</c>, then its message.</summary>
internal static class GraphQLErrors
{
    public static void Note(JsonRedactor redactor, JsonElement error, int count, Workspace workspace)
    {
        var facts = workspace.Response;
        facts.SaysFailed = true;
        var message = Text(error, "message");
        string? code = null;
        string? field = null;
        if (error.TryGetProperty("extensions", out var extensions) && extensions.ValueKind is JsonValueKind.Object)
        {
            code = Text(extensions, "errorCode");
            if (code is not null)
            {
                facts.Note(ResponsePart.ErrorCode, code);
            }

            if (Text(extensions, "code") is { } generic)
            {
                facts.Note(ResponsePart.Code, generic);
                code ??= generic;
            }

            field = Text(extensions, "field");
            ErrorReader.ReadMembers(redactor, extensions, workspace);
        }

        if (message is not null)
        {
            facts.Note(ResponsePart.Message, message);
        }

        if (field is not null || count > 1)
        {
            facts.Errors.Add(new AttemptError(field, code, message));
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
