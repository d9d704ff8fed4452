using System.IO.Compression;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Opens a compressed response within the cap.</summary>
internal static class Decompression
{
    private const int Chunk = 4096;

    /// <param name="encoding">The header Content-Encoding.</param>
    /// <param name="body">The captured bytes.</param>
    /// <param name="cap">The most to write.</param>
    /// <param name="output">Takes the text.</param>
    /// <param name="complete">Whether <paramref name="output"/> has all of it.</param>
    /// <returns>False where the encoding is unknown, or nothing could be read.</returns>
    public static bool TryOpen(
        string? encoding,
        ReadOnlyMemory<byte> body,
        int cap,
        PooledBuffer output,
        out bool complete
    )
    {
        complete = false;
        using var input = new MemoryStream(body.ToArray());
        using var stream = Open(encoding, input);
        if (stream is null)
        {
            return false;
        }

        try
        {
            while (output.Length <= cap)
            {
                var read = stream.Read(output.GetSpan(Chunk)[..Math.Min(Chunk, cap + 1 - output.Length)]);
                if (read == 0)
                {
                    complete = output.Length <= cap;
                    break;
                }

                output.Advance(read);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or IOException)
        {
            // The cap cut the stream, or it is none (Brotli and zlib say so in ways of their own): what was read so far stands.
            complete = false;
        }

        output.Truncate(Math.Min(output.Length, cap));
        return output.Length > 0;
    }

    private static Stream? Open(string? encoding, Stream input) =>
        encoding?.Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(input, CompressionMode.Decompress),
            "br" => new BrotliStream(input, CompressionMode.Decompress),
            "deflate" => new ZLibStream(input, CompressionMode.Decompress),
            _ => null,
        };
}
