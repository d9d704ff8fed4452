namespace NextCode.Attempts.Publisher.Capture.Tee;

/// <summary>Who hears of what passes through the tee. Never throws.</summary>
internal interface IResponseObserver
{
    /// <summary>Bytes that the application handed over and that may not have left yet.</summary>
    void Buffered(ReadOnlySpan<byte> bytes);

    /// <summary>These bytes, and those buffered before them, are about to leave.</summary>
    void Passing(ReadOnlySpan<byte> bytes);

    /// <summary>A file is about to leave; its bytes are not seen.</summary>
    /// <param name="count">Bytes; null means the rest of the file.</param>
    void PassingFile(long? count);

    /// <summary>The end of the response is about to leave.</summary>
    void Ending();
}
