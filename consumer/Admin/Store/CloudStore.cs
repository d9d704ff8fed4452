using System.Net;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.Storage;

namespace NextCode.Attempts.Consumer.Admin.Store;

/// <summary>Files under a path of a Cloud Storage bucket.</summary>
internal sealed class CloudStore(StorageClient client, string bucket, string path) : IFileStore, IDisposable
{
    private readonly string _prefix = path.Trim('/') is { Length: > 0 } folder ? $"{folder}/" : "";

    public string Name => $"gs://{bucket}/{_prefix}";

    public async Task<byte[]?> ReadAsync(string name)
    {
        try
        {
            return await TryAsync(() => client.DownloadAsync(bucket, _prefix + name, CancellationToken.None));
        }
        catch (StoreException exception) when (IsNotFound(exception))
        {
            return null;
        }
    }

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content) =>
        TryAsync(async () =>
        {
            await client.UploadAsync(bucket, _prefix + name, content, CancellationToken.None);
            return true;
        });

    public async Task DeleteAsync(string name)
    {
        try
        {
            await TryAsync(async () =>
            {
                await client.DeleteAsync(bucket, _prefix + name, CancellationToken.None);
                return true;
            });
        }
        catch (StoreException exception) when (IsNotFound(exception))
        {
            // It is gone, which is what was asked.
        }
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix)
    {
        var names = await TryAsync(() => client.ListAsync(bucket, _prefix + prefix, CancellationToken.None));
        return [.. names.Select(name => name[_prefix.Length..])];
    }

    public void Dispose() => client.Dispose();

    private static bool IsNotFound(StoreException exception) =>
        exception.InnerException is GoogleApiException { Status: HttpStatusCode.NotFound };

    private static async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (GoogleApiException exception)
        {
            throw new StoreException(exception.Message, exception);
        }
    }
}
