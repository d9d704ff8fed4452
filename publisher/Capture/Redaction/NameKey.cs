using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// The first 16 bytes of a name and its length: names that short, nearly all there are, are equal where their keys are.
/// Made and compared without asking how long the name is, which a processor cannot guess.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct NameKey
{
    /// <summary>Bytes a text must have from the name's beginning on, so that a key can be made in place.</summary>
    public const int Size = 16;

    private readonly Vector128<byte> _bytes;

    private NameKey(Vector128<byte> bytes, int length)
    {
        _bytes = bytes;
        Length = length;
    }

    // Sixteen bytes from the place 16 - n on keep the first n.
    private static ReadOnlySpan<byte> Masks =>
        [
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    public int Length { get; }

    /// <summary>Whether the key is all of the name.</summary>
    public bool IsWhole => Length <= Size;

    // The high bits of a product hang on all bits of its factors.
    public uint Hash
    {
        get
        {
            var halves = _bytes.AsUInt64();
            var low = halves.GetElement(0) * 0x9E37_79B9_7F4A_7C15;
            var high = halves.GetElement(1) * 0xC2B2_AE3D_27D4_EB4F;
            return (uint)((low ^ high) >> 40) + (uint)Length;
        }
    }

    public static NameKey Of(ReadOnlySpan<byte> name)
    {
        Span<byte> padded = stackalloc byte[Size];
        padded.Clear();
        name[..Math.Min(name.Length, Size)].CopyTo(padded);
        return Of(padded, name.Length);
    }

    /// <param name="text">Begins with the name, and has at least <see cref="Size"/> bytes.</param>
    /// <param name="length">The name's length.</param>
    public static NameKey Of(ReadOnlySpan<byte> text, int length)
    {
        var mask = Vector128.Create(Masks[(Size - Math.Min(length, Size))..]);
        return new NameKey(Vector128.Create(text) & mask, length);
    }

    public bool Is(in NameKey other) => _bytes == other._bytes && Length == other.Length;
}
