using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace NextCode.Attempts.Google.Http;

/// <summary>Access tokens of the application default credentials; found once, renewed by Google.Apis.Auth.</summary>
internal sealed class ApplicationDefaultTokens(string scope)
{
    private ITokenAccess? _credential;

    /// <exception cref="GoogleApiException">There are no credentials, or no token was given for them.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Two first calls may both look: they find the same.
            var credential = _credential ??= (
                await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).ConfigureAwait(false)
            ).CreateScoped(scope);
            return await credential
                .GetAccessTokenForRequestAsync(cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new GoogleApiException(
                "No application default credentials were found. On Google Cloud the service account gives them; "
                    + "elsewhere run 'gcloud auth application-default login' or set GOOGLE_APPLICATION_CREDENTIALS.",
                GoogleErrorKind.Permanent,
                reason: "noCredentials",
                innerException: exception
            );
        }
        catch (TokenResponseException exception)
        {
            var refused = exception.StatusCode is { } status && (int)status is >= 400 and < 500 and not 429;
            throw new GoogleApiException(
                $"No access token was given: {exception.Error?.Error ?? exception.StatusCode?.ToString()}.",
                refused ? GoogleErrorKind.Permanent : GoogleErrorKind.Transient,
                exception.StatusCode,
                exception.Error?.Error,
                innerException: exception
            );
        }
        catch (HttpRequestException exception)
        {
            throw new GoogleApiException(
                "No access token was given: the token server did not answer.",
                GoogleErrorKind.Transient,
                innerException: exception
            );
        }
    }
}
