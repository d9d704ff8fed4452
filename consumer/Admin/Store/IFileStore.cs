namespace NextCode.Attempts.Consumer.Admin.Store;

/// <summary>Keeps small files by name; names have <c>/</c> between their parts.</summary>
internal interface IFileStore
{
    /// <summary>Where it is, for messages.</summary>
    string Name { get; }

    /// <summary>A file's bytes; null where there is none.</summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    Task<byte[]?> ReadAsync(string name);

    /// <summary>Writes a file, whole or not at all; when it returns, the file is kept durably.</summary>
    /// <exception cref="StoreException">It could not be written.</exception>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content);

    /// <summary>Deletes a file; nothing happens where there is none.</summary>
    /// <exception cref="StoreException">It could not be deleted.</exception>
    Task DeleteAsync(string name);

    /// <summary>The names that begin so, in their order.</summary>
    /// <exception cref="StoreException">They could not be had.</exception>
    Task<IReadOnlyList<string>> ListAsync(string prefix);
}
