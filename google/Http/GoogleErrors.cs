using System.Collections.Frozen;
using System.Net;
using System.Text.Json;

namespace NextCode.Attempts.Google.Http;

/// <summary>Tells from Google's answer what a failure means.</summary>
internal static class GoogleErrors
{
    // BigQuery: cloud.google.com/bigquery/docs/error-messages; Pub/Sub: cloud.google.com/pubsub/docs/reference/error-codes.
    private static readonly FrozenSet<string> ThrottledReasons = FrozenSet.Create(
        StringComparer.Ordinal,
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "quotaExceeded",
        "RESOURCE_EXHAUSTED"
    );

    private static readonly FrozenSet<string> TransientReasons = FrozenSet.Create(
        StringComparer.Ordinal,
        "backendError",
        "internalError",
        "badGateway",
        "timeout",
        "UNAVAILABLE",
        "INTERNAL",
        "ABORTED",
        "CANCELLED",
        "DEADLINE_EXCEEDED",
        "UNKNOWN"
    );

    public static GoogleApiException FromAnswer(
        string attempted,
        HttpStatusCode status,
        ReadOnlySpan<byte> body,
        TimeSpan? retryAfter
    )
    {
        var (reason, text) = Read(body);
        return new GoogleApiException(
            $"{attempted} failed with {(int)status}{(reason is null ? "" : $" {reason}")}{(text is null ? "" : $": {text}")}",
            Classify(status, reason),
            status,
            reason,
            retryAfter
        );
    }

    public static GoogleApiException NoAnswer(string attempted, Exception exception) =>
        new($"{attempted} got no answer: {exception.Message}", GoogleErrorKind.Transient, innerException: exception);

    // The reason says more than the status: BigQuery answers 403 for quotas that pass and for permissions that do not.
    private static GoogleErrorKind Classify(HttpStatusCode status, string? reason)
    {
        if (reason is not null && ThrottledReasons.Contains(reason))
        {
            return GoogleErrorKind.Throttled;
        }

        if (reason is not null && TransientReasons.Contains(reason))
        {
            return GoogleErrorKind.Transient;
        }

        return (int)status switch
        {
            429 => GoogleErrorKind.Throttled,
            408 or >= 500 => GoogleErrorKind.Transient,
            _ => GoogleErrorKind.Permanent,
        };
    }

    private static (string? Reason, string? Text) Read(ReadOnlySpan<byte> body)
    {
        ErrorAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(body, GoogleJsonContext.Default.ErrorAnswer);
        }
        catch (JsonException)
        {
            return default; // A proxy's page, a cut answer: the status alone decides.
        }

        return (
            (answer?.Error?.Errors is [var first, ..] ? first.Reason : null) ?? answer?.Error?.Status,
            answer?.Error?.Message
        );
    }
}
