using Microsoft.Win32.SafeHandles;

namespace NextCode.Attempts.Publisher.Spool.Files;

/// <summary>The machine's file system.</summary>
internal sealed class DiskFiles : ISpoolFiles
{
    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> Directories(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateDirectories(path).Select(p => Path.GetFileName(p))] : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Files(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(p => Path.GetFileName(p))] : [];

    /// <inheritdoc/>
    public ISpoolFile Create(string path, long preallocate) =>
        new DiskFile(
            File.OpenHandle(
                path,
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete,
                FileOptions.None,
                preallocate
            )
        );

    /// <inheritdoc/>
    public ISpoolFile Open(string path, bool writable) =>
        new DiskFile(
            File.OpenHandle(
                path,
                FileMode.Open,
                writable ? FileAccess.ReadWrite : FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            )
        );

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path, bool create)
    {
        if (!create && !File.Exists(path))
        {
            return null;
        }

        try
        {
            // On Unix .NET takes an exclusive flock, which the kernel lets go of with the process.
            return File.OpenHandle(
                path,
                create ? FileMode.OpenOrCreate : FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            // The type itself, no derived one, is what .NET throws for a sharing violation.
            return null;
        }
    }

    private sealed class DiskFile(SafeFileHandle handle) : ISpoolFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public int Read(Span<byte> buffer, long offset)
        {
            var total = 0;
            while (total < buffer.Length)
            {
                var read = RandomAccess.Read(handle, buffer[total..], offset + total);
                if (read == 0)
                {
                    break;
                }

                total += read;
            }

            return total;
        }

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Dispose() => handle.Dispose();
    }
}
