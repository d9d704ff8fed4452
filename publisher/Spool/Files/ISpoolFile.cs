namespace NextCode.Attempts.Publisher.Spool.Files;

/// <summary>One open file. Reads and writes may be concurrent; all members throw <see cref="IOException"/>.</summary>
internal interface ISpoolFile : IDisposable
{
    /// <summary>Its end.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at an offset: to the page cache, no sync.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Reads what is there, up to the buffer's length; less only at the file's end.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Waits until what was written survives a power cut.</summary>
    void Sync();

    /// <summary>Cuts the file, or extends it by zeros.</summary>
    void SetLength(long length);
}
