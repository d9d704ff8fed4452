using System.Text.Json;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.Storage;

/// <summary>
/// Google Cloud Storage over REST (cloud.google.com/storage/docs/json_api): reading whole objects. One per process: it
/// holds the connections.
/// </summary>
public sealed class StorageClient : IDisposable
{
    /// <summary>Names the emulator to use instead of Google, as <c>HOST:PORT</c>.</summary>
    public const string EmulatorVariable = "STORAGE_EMULATOR_HOST";

    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_only";

    private readonly GoogleHttp _http;

    private StorageClient(GoogleHttp http) => _http = http;

    /// <summary>Makes a client; nothing is sent until the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static StorageClient Create(GoogleClientOptions? options = null)
    {
        options = (options ?? new GoogleClientOptions()).Validated();
        var endpoint = GoogleEndpoint.Resolve(
            options.EmulatorHost,
            EmulatorVariable,
            "https://storage.googleapis.com/"
        );
        return new StorageClient(new GoogleHttp(endpoint, Scope, options));
    }

    /// <summary>What tells the object's content apart from an older or newer one.</summary>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public async Task<string> GetGenerationAsync(string bucket, string name, CancellationToken cancellationToken)
    {
        var attempted = $"Reading gs://{bucket}/{name}";
        var resource = await _http
            .SendForJsonAsync(attempted, HttpMethod.Get, Path(bucket, name), default, cancellationToken)
            .ConfigureAwait(false);
        return resource.TryGetProperty("generation", out var generation) && generation.ValueKind is JsonValueKind.String
            ? generation.GetString()!
            : throw new GoogleApiException(
                $"{attempted} was answered without a generation.",
                GoogleErrorKind.Transient,
                reason: "badAnswer"
            );
    }

    /// <summary>The object's bytes.</summary>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<byte[]> DownloadAsync(string bucket, string name, CancellationToken cancellationToken) =>
        _http.SendAsync(
            $"Downloading gs://{bucket}/{name}",
            HttpMethod.Get,
            $"{Path(bucket, name)}?alt=media",
            default,
            cancellationToken
        );

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Path(string bucket, string name) =>
        $"storage/v1/b/{Uri.EscapeDataString(bucket)}/o/{Uri.EscapeDataString(name)}";
}
