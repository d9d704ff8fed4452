namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>An etag is the time of the last change.</summary>
internal static class Etags
{
    public static string Of(long modified) => $"\"{modified:x}\"";

    /// <exception cref="ApiException">412: the request expects another state.</exception>
    public static void Check(HttpContext http, long modified)
    {
        if (
            http.Request.Headers.IfMatch is [{ Length: > 0 } expected, ..]
            && expected != "*"
            && expected != Of(modified)
        )
        {
            throw new ApiException(412, "conditionNotMet", "Precondition check failed.", "If-Match");
        }
    }
}
