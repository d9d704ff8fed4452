using System.Buffers.Binary;
using System.Numerics;

namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>
/// CRC-32C (Castagnoli; RFC 3720, appendix B.4), by the processor's instruction where it has one: that is what
/// <see cref="BitOperations.Crc32C(uint, ulong)"/> compiles to.
/// </summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
