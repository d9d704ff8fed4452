using System.Buffers;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// A growing buffer that keeps its array between uses, and gives up one that a large body made large.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private const int InitialSize = 4 * 1024;
    private const int LargestKept = 256 * 1024;

    private byte[] _array = new byte[InitialSize];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => _array.AsSpan(start, length);

    public void Clear()
    {
        Length = 0;
        if (_array.Length > LargestKept)
        {
            _array = new byte[InitialSize];
        }
    }

    /// <summary>Forgets what was written after a position.</summary>
    public void Truncate(int length) => Length = length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        var room = GetSpan(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += System.Text.Encoding.UTF8.GetBytes(text, room);
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsSpan(Length);
    }

    private void Ensure(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (_array.Length - Length < needed)
        {
            Array.Resize(ref _array, Math.Max(_array.Length * 2, Length + needed));
        }
    }
}
