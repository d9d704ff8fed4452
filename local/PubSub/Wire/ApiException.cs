using System.Net;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>A refusal as Google words it: an HTTP status and the name of a canonical code.</summary>
internal sealed class ApiException(HttpStatusCode code, string status, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public HttpStatusCode Code { get; } = code;

    public string Status { get; } = status;

    public static ApiException InvalidArgument(string message, Exception? inner = null) =>
        new(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", message, inner);

    public static ApiException FailedPrecondition(string message) =>
        new(HttpStatusCode.BadRequest, "FAILED_PRECONDITION", message);

    public static ApiException NotFound(string resource) =>
        new(HttpStatusCode.NotFound, "NOT_FOUND", $"Resource not found (resource={resource}).");

    public static ApiException AlreadyExists(string resource) =>
        new(
            HttpStatusCode.Conflict,
            "ALREADY_EXISTS",
            $"Resource already exists in the project (resource={resource})."
        );

    public static ApiException ResourceExhausted(string message) =>
        new(HttpStatusCode.TooManyRequests, "RESOURCE_EXHAUSTED", message);

    public static ApiException Unimplemented(string message) =>
        new(HttpStatusCode.NotImplemented, "UNIMPLEMENTED", message);

    public static ApiException Unavailable(string message, Exception? inner = null) =>
        new(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE", message, inner);
}
