using NextCode.Attempts.Local.SampleApi.Operations;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi.Rest;

/// <summary>An operation's answer over REST.</summary>
internal static class Answers
{
    public static IResult ToResult(this Answer answer, HttpContext context)
    {
        AttemptNotes.Write(context.GetAttempt(), answer);
        return answer.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Results.Json(answer.Body, SampleApiJson.Options, statusCode: answer.HttpStatus);
    }
}
