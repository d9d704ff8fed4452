using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Tests.Spool;

/// <summary>
/// A file system in memory with a page cache: what is written is read back at once, but survives a power cut only when
/// synced, or by luck. It can be full (no new files), broken (writes fail half-way), and flip bits.
/// </summary>
internal sealed class SimulatedFiles : ISpoolFiles
{
    private readonly Dictionary<string, SimulatedFile> _files = [];
    private readonly HashSet<string> _directories = [];
    private readonly HashSet<string> _locks = [];

    /// <summary>New files cannot be made; what was preallocated can still be written.</summary>
    public bool IsFull { get; set; }

    /// <summary>Nothing can be written or deleted.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The next write stops after so many bytes and fails; null: it does not.</summary>
    public int? TearNextWrite { get; set; }

    public IEnumerable<string> AllFiles => _files.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> AllDirectories => _directories.Order(StringComparer.Ordinal);

    public void CreateDirectory(string path)
    {
        ThrowIfBroken();
        _directories.Add(path);
    }

    public IReadOnlyList<string> Directories(string path) =>
        [.. _directories.Where(d => Path.GetDirectoryName(d) == path).Select(d => Path.GetFileName(d))];

    public IReadOnlyList<string> Files(string path) =>
        [.. _files.Keys.Where(f => Path.GetDirectoryName(f) == path).Select(f => Path.GetFileName(f))];

    public ISpoolFile Create(string path, long preallocate)
    {
        ThrowIfBroken();
        if (IsFull)
        {
            throw new IOException("No space left on device.");
        }

        if (!_directories.Contains(Path.GetDirectoryName(path)!))
        {
            throw new DirectoryNotFoundException(path);
        }

        var file = new SimulatedFile(this);
        if (!_files.TryAdd(path, file))
        {
            throw new IOException($"{path} exists.");
        }

        return file;
    }

    public ISpoolFile Open(string path, bool writable) =>
        _files.TryGetValue(path, out var file) ? file : throw new FileNotFoundException(path);

    public void Delete(string path)
    {
        ThrowIfBroken();
        _files.Remove(path);
    }

    public void DeleteDirectory(string path)
    {
        ThrowIfBroken();
        if (Files(path).Count > 0)
        {
            throw new IOException($"{path} is not empty.");
        }

        _directories.Remove(path);
    }

    public IDisposable? TryLock(string path, bool create)
    {
        if (!_files.ContainsKey(path))
        {
            if (!create)
            {
                return null;
            }

            Create(path, 0);
        }

        return _locks.Add(path) ? new HeldLock(this, path) : null;
    }

    /// <summary>The process is killed: its locks are free, what it wrote stays.</summary>
    public void Kill() => _locks.Clear();

    /// <summary>The machine loses power: of what was not synced any part may be gone.</summary>
    public void CutPower(Random random)
    {
        Kill();
        foreach (var (_, file) in _files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            file.LosePower(random);
        }
    }

    /// <summary>What a file holds, to be changed in place.</summary>
    public Span<byte> Content(string path) => _files[path].Content;

    /// <summary>Flips one bit of a file, of what is on the platter too.</summary>
    public void Flip(string path, int bit) => _files[path].Flip(bit);

    /// <summary>Cuts a file.</summary>
    public void Truncate(string path, int length) => _files[path].SetLength(length);

    private void ThrowIfBroken()
    {
        if (IsBroken)
        {
            throw new IOException("Input/output error.");
        }
    }

    private sealed class HeldLock(SimulatedFiles owner, string path) : IDisposable
    {
        public void Dispose() => owner._locks.Remove(path);
    }

    private sealed class SimulatedFile(SimulatedFiles owner) : ISpoolFile
    {
        private readonly List<(long Offset, byte[] Bytes)> _unsynced = [];
        private byte[] _content = [];
        private byte[] _durable = [];

        public long Length => _content.Length;

        public Span<byte> Content => _content;

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            owner.ThrowIfBroken();
            if (owner.TearNextWrite is { } torn)
            {
                owner.TearNextWrite = null;
                Put(bytes[..Math.Min(torn, bytes.Length)], offset);
                throw new IOException("Input/output error.");
            }

            Put(bytes, offset);
        }

        public int Read(Span<byte> buffer, long offset)
        {
            var there = Math.Clamp(_content.Length - offset, 0, buffer.Length);
            _content.AsSpan((int)offset, (int)there).CopyTo(buffer);
            return (int)there;
        }

        public void Sync()
        {
            owner.ThrowIfBroken();
            _durable = [.. _content];
            _unsynced.Clear();
        }

        public void SetLength(long length)
        {
            owner.ThrowIfBroken();
            Array.Resize(ref _content, (int)length);
            Array.Resize(ref _durable, (int)length);
            _unsynced.Clear();
        }

        public void Flip(int bit)
        {
            foreach (var bytes in (byte[][])[_content, _durable])
            {
                if (bit / 8 < bytes.Length)
                {
                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                }
            }

            foreach (var (offset, bytes) in _unsynced)
            {
                if (bit / 8 >= offset && bit / 8 < offset + bytes.Length)
                {
                    bytes[(bit / 8) - offset] ^= (byte)(1 << (bit % 8));
                }
            }
        }

        public void LosePower(Random random)
        {
            _content = [.. _durable];
            foreach (var (offset, bytes) in _unsynced)
            {
                // All of it, none of it, or its beginning; the disk may also have reordered writes.
                var kept = random.Next(3) switch
                {
                    0 => bytes.Length,
                    1 => 0,
                    _ => random.Next(bytes.Length),
                };
                if (kept > 0)
                {
                    Grow(offset + kept);
                    bytes.AsSpan(0, kept).CopyTo(_content.AsSpan((int)offset));
                }
            }

            _durable = [.. _content];
            _unsynced.Clear();
        }

        public void Dispose()
        {
            // Closing a file changes nothing of it.
        }

        private void Put(ReadOnlySpan<byte> bytes, long offset)
        {
            Grow(offset + bytes.Length);
            bytes.CopyTo(_content.AsSpan((int)offset));
            _unsynced.Add((offset, bytes.ToArray()));
        }

        private void Grow(long length)
        {
            if (_content.Length < length)
            {
                Array.Resize(ref _content, (int)length);
            }
        }
    }
}
