using System.Text.Json.Nodes;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>Errors as GraphQL writes them, the code in <c>extensions.errorCode</c>.</summary>
internal static class GraphQlErrors
{
    /// <summary>A request of which nothing was executed.</summary>
    public static JsonObject Request(string message) =>
        new() { ["errors"] = new JsonArray(Error(message, ErrorCode.MalformedRequest.Code)) };

    /// <summary>A mutation that was refused.</summary>
    public static JsonObject Refused(string key, Refusal refusal)
    {
        var error = Error(refusal.Message, refusal.PublicCode);
        error["path"] = new JsonArray(key);
        if (refusal.Fields.Count > 0)
        {
            error["extensions"]!["fields"] = new JsonArray([
                .. refusal.Fields.Select(fault => new JsonObject
                {
                    ["field"] = fault.Field,
                    ["code"] = fault.Code.Code,
                    ["message"] = fault.Message,
                }),
            ]);
        }

        return error;
    }

    private static JsonObject Error(string message, string code) =>
        new()
        {
            ["message"] = message,
            ["extensions"] = new JsonObject { ["errorCode"] = code },
        };
}
