namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Answers every failure as Google's API does.</summary>
internal static class ErrorHandling
{
    public static void UseGoogleErrors(this WebApplication app)
    {
        app.Use(
            async (http, next) =>
            {
                try
                {
                    await next(http);
                    if (http.Response is { StatusCode: 404 or 405, HasStarted: false })
                    {
                        await http.WriteErrorAsync(
                            ApiException.NotFound(
                                $"{http.Request.Method} {http.Request.Path} is not served by the stand-in"
                            )
                        );
                    }
                }
                catch (Exception) when (http.RequestAborted.IsCancellationRequested || http.Response.HasStarted)
                {
                    // Nobody is left to tell, or half an answer is on its way: only the connection can end.
                    http.Abort();
                }
                catch (ApiException e)
                {
                    await http.WriteErrorAsync(e);
                }
                catch (BadHttpRequestException e)
                {
                    await http.WriteErrorAsync(Explain(e));
                }
                catch (Exception e)
                {
                    Log.RequestFailed(app.Logger, http.Request.Method, http.Request.Path, e);
                    await http.WriteErrorAsync(
                        new ApiException(500, "internalError", $"The stand-in failed on this request: {e.Message}")
                    );
                }
            }
        );
    }

    private static ApiException Explain(BadHttpRequestException e) =>
        e.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? Http.TooLarge(e)
            : new ApiException(e.StatusCode, "badRequest", e.Message, inner: e);
}
