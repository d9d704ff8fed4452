using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Capture.Fields;

namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>
/// Decides how an attempt ended, the most exact witness first: the handler, an exception, the client's absence, what
/// the body says, and only then the HTTP status.
/// </summary>
internal sealed class OutcomeResolver(ErrorMap map)
{
    private const int ClientClosedRequest = 499;

    public AttemptOutcome Resolve(in OutcomeEvidence evidence, ResponseFacts facts)
    {
        var found = Find(evidence, facts);
        var said = evidence.Said;
        if (said is null)
        {
            return found;
        }

        var code = said.ErrorCode;
        if (code is null && said.Status is null)
        {
            return found;
        }

        if (code is null)
        {
            // A status alone keeps the code that was found, unless it says that nothing failed.
            return said.Status is AttemptStatus.Success
                ? AttemptOutcome.Success
                : found with
                {
                    Status = said.Status!.Value,
                };
        }

        return new AttemptOutcome(said.Status ?? code.Status, code, said.Raw ?? found.Raw);
    }

    private AttemptOutcome Find(in OutcomeEvidence evidence, ResponseFacts facts)
    {
        if (evidence.Aborted)
        {
            return AttemptOutcome.Of(ErrorCode.ClientAborted);
        }

        if (evidence.Exception is { } exception)
        {
            return exception is BadHttpRequestException
                ? AttemptOutcome.Of(ErrorCode.MalformedRequest, exception.GetType().FullName)
                : AttemptOutcome.Of(ErrorCode.InternalError, exception.GetType().FullName);
        }

        var failed = evidence.HttpStatus >= StatusCodes.Status400BadRequest || facts.SaysFailed;
        return failed ? Failure(evidence, facts) : Answered(facts);
    }

    // A code may accompany success: a test account, a suspicious domain.
    private AttemptOutcome Answered(ResponseFacts facts)
    {
        if (map.FindCode(facts[ResponsePart.Code]) is not { } code)
        {
            return AttemptOutcome.Success;
        }

        return code == ErrorCode.EmailDomainSuspect
            ? new AttemptOutcome(AttemptStatus.Success, code, facts[ResponsePart.Code])
            : AttemptOutcome.Of(code, facts[ResponsePart.Code]);
    }

    private AttemptOutcome Failure(in OutcomeEvidence evidence, ResponseFacts facts)
    {
        var hasOwnCode = (facts[ResponsePart.ErrorCode] ?? facts[ResponsePart.Code]) is not null;
        foreach (var part in CodeParts)
        {
            if (hasOwnCode && part is (ResponsePart.Title or ResponsePart.Message))
            {
                // "Bad Request" beside a code nobody knows is the HTTP status in words, not a better code.
                continue;
            }

            if (
                facts[part] is { } text
                && map.FindCode(part is ResponsePart.Type ? LastSegment(text) : text) is { } code
            )
            {
                return AttemptOutcome.Of(code, text);
            }
        }

        string? raw = null;
        foreach (var part in TextParts)
        {
            if (facts[part] is { } text)
            {
                raw ??= text;
                if (map.FindText(text) is { } code)
                {
                    return AttemptOutcome.Of(code, text);
                }
            }
        }

        if (evidence.HttpStatus == StatusCodes.Status429TooManyRequests || evidence.Limiter is not null)
        {
            return AttemptOutcome.Of(ErrorCode.RateLimited, raw ?? evidence.Limiter);
        }

        return facts.Errors.Count > 0 ? ByFields(facts, raw) : ByStatus(evidence, raw);
    }

    private static ReadOnlySpan<ResponsePart> CodeParts =>
        [
            ResponsePart.ErrorCode,
            ResponsePart.Code,
            ResponsePart.Error,
            ResponsePart.Type,
            ResponsePart.Title,
            ResponsePart.Message,
        ];

    // In the order in which they make error_raw, too.
    private static ReadOnlySpan<ResponsePart> TextParts =>
        [
            ResponsePart.ErrorCode,
            ResponsePart.Code,
            ResponsePart.Error,
            ResponsePart.Message,
            ResponsePart.Detail,
            ResponsePart.Title,
        ];

    // A problem's type is a URI, and its end the problem's name.
    private static string LastSegment(string type) => type[(type.AsSpan().TrimEnd('/').LastIndexOfAny("/#:") + 1)..];

    // One failed field gives the attempt its own code; several are a failed validation.
    private AttemptOutcome ByFields(ResponseFacts facts, string? raw)
    {
        var codes = facts.Errors.Select(Code).Distinct().ToList();
        return codes is [{ } only]
            ? AttemptOutcome.Of(only, raw ?? facts.Errors[0].Code ?? facts.Errors[0].Message)
            : AttemptOutcome.Of(ErrorCode.ValidationFailed, raw);
    }

    /// <summary>A field's error with the catalogue's code, where it maps to one.</summary>
    public AttemptError Map(AttemptError error) => Code(error) is { } code ? error with { Code = code.Code } : error;

    private ErrorCode? Code(AttemptError error) =>
        map.FindCode(error.Code) ?? map.FindCode(error.Message) ?? map.FindText(error.Message);

    private static AttemptOutcome ByStatus(in OutcomeEvidence evidence, string? raw) =>
        evidence.HttpStatus switch
        {
            StatusCodes.Status400BadRequest when evidence.RequestUnreadable => AttemptOutcome.Of(
                ErrorCode.MalformedRequest,
                raw
            ),
            StatusCodes.Status415UnsupportedMediaType => AttemptOutcome.Of(
                ErrorCode.MalformedRequest,
                raw ?? $"HTTP {evidence.HttpStatus}"
            ),
            StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable => AttemptOutcome.Of(
                ErrorCode.UpstreamUnavailable,
                raw
            ),
            StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout => AttemptOutcome.Of(
                ErrorCode.UpstreamTimeout,
                raw
            ),
            ClientClosedRequest => AttemptOutcome.Of(ErrorCode.ClientAborted, raw),
            >= StatusCodes.Status500InternalServerError when evidence.Handled is { } handled => AttemptOutcome.Of(
                ErrorCode.InternalError,
                handled.GetType().FullName
            ),
            _ => AttemptOutcome.Of(ErrorCode.Unknown, raw ?? $"HTTP {evidence.HttpStatus}"),
        };
}

/// <summary>What is known when the outcome is decided.</summary>
internal readonly record struct OutcomeEvidence
{
    public required int HttpStatus { get; init; }

    /// <summary>What the handler said.</summary>
    public AttemptStatement? Said { get; init; }

    /// <summary>An exception that left the pipeline.</summary>
    public Exception? Exception { get; init; }

    /// <summary>An exception that an exception handler answered, see <see cref="IExceptionHandlerFeature"/>.</summary>
    public Exception? Handled { get; init; }

    public bool Aborted { get; init; }

    /// <summary>The policy of ASP.NET's rate limiter, where that refused the request.</summary>
    public string? Limiter { get; init; }

    /// <summary>Whether the request's body is not what its content type says.</summary>
    public bool RequestUnreadable { get; init; }
}
