using System.Net;

namespace NextCode.Attempts.Google;

/// <summary>A call to a Google API failed. The message says what was attempted, on what, and Google's own reason.</summary>
public sealed class GoogleApiException : Exception
{
    /// <summary>Makes the exception of one failed call.</summary>
    public GoogleApiException(
        string message,
        GoogleErrorKind kind,
        HttpStatusCode? status = null,
        string? reason = null,
        TimeSpan? retryAfter = null,
        Exception? innerException = null
    )
        : base(message, innerException)
    {
        Kind = kind;
        Status = status;
        Reason = reason;
        RetryAfter = retryAfter;
    }

    /// <summary>What the failure means for the caller.</summary>
    public GoogleErrorKind Kind { get; }

    /// <summary>The HTTP status answered; null where no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Google's reason, e.g. <c>rateLimitExceeded</c> or <c>NOT_FOUND</c>; null where none was given.</summary>
    public string? Reason { get; }

    /// <summary>How long Google asked to wait, from the Retry-After header; null where it did not.</summary>
    public TimeSpan? RetryAfter { get; }
}
