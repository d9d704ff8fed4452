namespace NextCode.Attempts.Consumer.Admin.Store;

/// <summary>Files in a directory.</summary>
internal sealed class DirectoryStore(string root) : IFileStore
{
    private const string Unfinished = ".unfinished";

    public string Name => root;

    public Task<byte[]?> ReadAsync(string name) =>
        TryAsync<byte[]?>("Reading", name, async path => File.Exists(path) ? await File.ReadAllBytesAsync(path) : null);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content) =>
        TryAsync(
            "Writing",
            name,
            async path =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var unfinished = path + Unfinished;
                await using (var file = File.Create(unfinished))
                {
                    await file.WriteAsync(content);
                    file.Flush(flushToDisk: true);
                }

                File.Move(unfinished, path, overwrite: true);
                return true;
            }
        );

    public Task DeleteAsync(string name) =>
        TryAsync(
            "Deleting",
            name,
            static path =>
            {
                if (File.Exists(path))
                {
                    File.Delete(path);
                }

                return Task.FromResult(true);
            }
        );

    public Task<IReadOnlyList<string>> ListAsync(string prefix) =>
        TryAsync<IReadOnlyList<string>>(
            "Listing",
            prefix,
            _ =>
                Task.FromResult<IReadOnlyList<string>>(
                    Directory.Exists(root)
                        ?
                        [
                            .. Directory
                                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                                .Where(static path => !path.EndsWith(Unfinished, StringComparison.Ordinal))
                                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                                .Order(StringComparer.Ordinal),
                        ]
                        : []
                )
        );

    private async Task<T> TryAsync<T>(string doing, string name, Func<string, Task<T>> work)
    {
        try
        {
            return await work(Path.Combine(root, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{doing} {name} in {root}: {exception.Message}", exception);
        }
    }
}
