using System.Security.Cryptography;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Tee;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// Stands for a body that cannot be read: its length and the SHA-256 of what was captured. Its text might hold secrets
/// nobody could find in it.
/// </summary>
internal static class Unparsed
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, BodyCapture body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body.Bytes, hash);
        writer.WriteStartObject(name);
        writer.WriteNumber("bytes"u8, body.Total);
        if (!body.Bytes.IsEmpty)
        {
            if (body.Truncated)
            {
                writer.WriteNumber("hashed_bytes"u8, body.Bytes.Length);
            }

            writer.WriteString("sha256"u8, Convert.ToHexStringLower(hash));
        }

        writer.WriteEndObject();
    }
}
