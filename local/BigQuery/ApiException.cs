namespace NextCode.Attempts.Local.BigQuery;

/// <summary>A request that fails the way Google's API reports it: a status code, a reason word and a message.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(int code, string reason, string message, string? location = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Reason = reason;
        Location = location;
    }

    public int Code { get; }

    public string Reason { get; }

    public string? Location { get; }

    public static ApiException Invalid(string message, string? location = null) =>
        new(400, "invalid", message, location);

    public static ApiException InvalidQuery(string message) => new(400, "invalidQuery", message, "query");

    public static ApiException NotSupported(string what) =>
        InvalidQuery($"Not supported by the stand-in: {what}. BigQuery itself may take it.");

    public static ApiException NotFound(string what) => new(404, "notFound", "Not found: " + what);

    public static ApiException Duplicate(string what) => new(409, "duplicate", "Already Exists: " + what);
}
