using System.Net;
using System.Net.Http.Headers;
using NextCode.Attempts.Google.Storage;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>A file; size and time of its last change are its version.</summary>
internal sealed class FileAsnSource(string path) : IAsnSource
{
    public async Task<AsnContent?> FetchAsync(string? version, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        var current = file.Exists ? $"file:{file.Length}:{file.LastWriteTimeUtc.Ticks}" : "";
        return current == version && file.Exists
            ? null
            : new AsnContent(await File.ReadAllBytesAsync(path, cancellationToken), current);
    }
}

/// <summary>An address; the ETag, or the time of the last change, is the version.</summary>
internal sealed class HttpAsnSource(HttpClient client, Uri address) : IAsnSource
{
    public async Task<AsnContent?> FetchAsync(string? version, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (version is not null && EntityTagHeaderValue.TryParse(version, out var tag))
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotModified)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        var current = response.Headers.ETag?.ToString() ?? response.Content.Headers.LastModified?.ToString("O") ?? "";
        return current.Length > 0 && current == version
            ? null
            : new AsnContent(await response.Content.ReadAsByteArrayAsync(cancellationToken), current);
    }
}

/// <summary>An object of Cloud Storage; its generation is the version.</summary>
internal sealed class StorageAsnSource(StorageClient client, string bucket, string name) : IAsnSource
{
    public async Task<AsnContent?> FetchAsync(string? version, CancellationToken cancellationToken)
    {
        var current = $"gs:{await client.GetGenerationAsync(bucket, name, cancellationToken)}";
        return current == version
            ? null
            : new AsnContent(await client.DownloadAsync(bucket, name, cancellationToken), current);
    }
}
