using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Rest;

/// <summary>Refusals as RFC 9457 problem details with a <c>code</c>, and <c>errors</c> by field where fields are at fault.</summary>
internal static class Problems
{
    public static IResult Of(Refusal refusal) =>
        Of(refusal.HttpStatus, refusal.PublicCode, refusal.Message, refusal.Fields);

    public static IResult Of(int httpStatus, string code, string message, IReadOnlyList<FieldFault>? fields = null)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (fields is { Count: > 0 })
        {
            extensions["errors"] = fields
                .GroupBy(fault => fault.Field, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray());
        }

        return Results.Problem(detail: message, statusCode: httpStatus, extensions: extensions);
    }
}
