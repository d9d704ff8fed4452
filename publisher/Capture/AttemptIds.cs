using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// Makes UUIDv7 (RFC 9562, section 5.7) as <see cref="Guid.CreateVersion7(DateTimeOffset)"/> does, with random bits drawn
/// from the system for many ids at once: a system call for each would be a good part of what capture costs.
/// </summary>
internal static class AttemptIds
{
    private const int Size = 16;
    private const int Batch = 64;

    [ThreadStatic]
    private static byte[]? s_random;

    [ThreadStatic]
    private static int s_used;

    public static string New(DateTimeOffset time)
    {
        var random = s_random ??= new byte[Size * Batch];
        if (s_used % random.Length == 0)
        {
            RandomNumberGenerator.Fill(random);
            s_used = 0;
        }

        var id = random.AsSpan(s_used, Size);
        s_used += Size;
        Span<byte> milliseconds = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, time.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
