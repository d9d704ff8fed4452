using System.Text.Json;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.Storage;

/// <summary>
/// Google Cloud Storage over REST (cloud.google.com/storage/docs/json_api): whole objects. One per process: it holds the
/// connections.
/// </summary>
public sealed class StorageClient : IDisposable
{
    /// <summary>Names the emulator to use instead of Google, as <c>HOST:PORT</c>.</summary>
    public const string EmulatorVariable = "STORAGE_EMULATOR_HOST";

    private const string ReadScope = "https://www.googleapis.com/auth/devstorage.read_only";
    private const string WriteScope = "https://www.googleapis.com/auth/devstorage.read_write";
    private static readonly string[] NoNames = [];

    private readonly GoogleHttp _http;

    private StorageClient(GoogleHttp http) => _http = http;

    /// <summary>Makes a client; nothing is sent until the first call.</summary>
    /// <param name="options">How it is reached.</param>
    /// <param name="writes">Whether objects are written and deleted too. Default false.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static StorageClient Create(GoogleClientOptions? options = null, bool writes = false)
    {
        options = (options ?? new GoogleClientOptions()).Validated();
        var endpoint = GoogleEndpoint.Resolve(
            options.EmulatorHost,
            EmulatorVariable,
            "https://storage.googleapis.com/"
        );
        return new StorageClient(new GoogleHttp(endpoint, writes ? WriteScope : ReadScope, options));
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

    /// <summary>Writes an object, whole or not at all.</summary>
    /// <exception cref="GoogleApiException">The call failed; whether it took effect is unknown.</exception>
    public Task UploadAsync(
        string bucket,
        string name,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) =>
        _http.SendAsync(
            $"Writing gs://{bucket}/{name}",
            HttpMethod.Post,
            $"upload/storage/v1/b/{Uri.EscapeDataString(bucket)}/o?uploadType=media&name={Uri.EscapeDataString(name)}",
            content,
            cancellationToken
        );

    /// <summary>Deletes an object.</summary>
    /// <exception cref="GoogleApiException">The call failed; with status 404 there is no such object.</exception>
    public Task DeleteAsync(string bucket, string name, CancellationToken cancellationToken) =>
        _http.SendAsync(
            $"Deleting gs://{bucket}/{name}",
            HttpMethod.Delete,
            Path(bucket, name),
            default,
            cancellationToken
        );

    /// <summary>The names of all objects that begin so, in their order.</summary>
    /// <exception cref="GoogleApiException">A call failed.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(
        string bucket,
        string prefix,
        CancellationToken cancellationToken
    )
    {
        var names = new List<string>();
        var page = "";
        do
        {
            var answer = await _http
                .SendForJsonAsync(
                    $"Listing gs://{bucket}/{prefix}*",
                    HttpMethod.Get,
                    $"storage/v1/b/{Uri.EscapeDataString(bucket)}/o?fields=items/name,nextPageToken"
                        + $"&prefix={Uri.EscapeDataString(prefix)}{page}",
                    default,
                    cancellationToken
                )
                .ConfigureAwait(false);
            names.AddRange(
                answer.TryGetProperty("items", out var items)
                    ? items.EnumerateArray().Select(static item => item.GetProperty("name").GetString()!)
                    : NoNames
            );
            page = answer.TryGetProperty("nextPageToken", out var next)
                ? $"&pageToken={Uri.EscapeDataString(next.GetString()!)}"
                : "";
        } while (page.Length > 0);

        return names;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Path(string bucket, string name) =>
        $"storage/v1/b/{Uri.EscapeDataString(bucket)}/o/{Uri.EscapeDataString(name)}";
}
