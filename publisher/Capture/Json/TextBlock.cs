using System.Runtime.Intrinsics;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>64 bytes of text, asked all at once; an answer has one bit per byte, the lowest for the first.</summary>
internal readonly struct TextBlock
{
    public const int Size = 64;

    // Bit 5 is what tells a letter's cases apart.
    private const byte Case = 0x20;

    private const byte Padding = (byte)'x';

    private readonly Vector512<byte> _bytes;

    private TextBlock(Vector512<byte> bytes) => _bytes = bytes;

    /// <param name="text">At least <see cref="Size"/> bytes.</param>
    public static TextBlock Load(ReadOnlySpan<byte> text) => new(Vector512.Create(text));

    /// <summary>The last bytes of a text, and behind them what nobody asks for.</summary>
    public static TextBlock LoadLast(ReadOnlySpan<byte> text)
    {
        Span<byte> padded = stackalloc byte[Size];
        padded.Fill(Padding);
        text.CopyTo(padded);
        return Load(padded);
    }

    public ulong Are(byte value) => Vector512.Equals(_bytes, Vector512.Create(value)).ExtractMostSignificantBits();

    /// <summary>Which bytes are a value or the same with <see cref="Case"/>: a letter in both cases.</summary>
    /// <param name="value">Has the bit.</param>
    public ulong AreInEitherCase(byte value) =>
        Vector512.Equals(_bytes | Vector512.Create(Case), Vector512.Create(value)).ExtractMostSignificantBits();

    public ulong AreBelow(byte limit) =>
        Vector512.LessThan(_bytes, Vector512.Create(limit)).ExtractMostSignificantBits();

    public ulong AreDigits() =>
        Vector512
            .LessThanOrEqual(_bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)9))
            .ExtractMostSignificantBits();

    public ulong AreNotAscii() => _bytes.ExtractMostSignificantBits();
}
