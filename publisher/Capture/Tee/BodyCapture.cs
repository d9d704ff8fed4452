using System.Buffers;

namespace NextCode.Attempts.Publisher.Capture.Tee;

/// <summary>The first bytes of a body, at most the cap, and how many bytes there were in all.</summary>
internal sealed class BodyCapture(int cap)
{
    private const int FirstRent = 2 * 1024;

    private byte[]? _array;

    /// <summary>How many bytes are kept.</summary>
    public int Cap => cap;

    /// <summary>Bytes that passed, kept or not.</summary>
    public long Total { get; private set; }

    /// <summary>Whether the end of the body was seen.</summary>
    public bool SawEnd { get; set; }

    /// <summary>Whether bytes passed that are not in <see cref="Bytes"/>, e.g. a file sent by the kernel.</summary>
    public bool Truncated => Total > Length;

    public ReadOnlySpan<byte> Bytes => _array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    private int Length { get; set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var gap = Total > Length;
        Total += bytes.Length;
        if (gap)
        {
            // What comes after bytes that were not kept would make a text that never was.
            return;
        }

        var take = Math.Min(bytes.Length, cap - Length);
        if (take <= 0)
        {
            return;
        }

        Reserve(Length + take);
        bytes[..take].CopyTo(_array.AsSpan(Length));
        Length += take;
    }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            Append(segment.Span);
        }
    }

    /// <summary>Counts bytes that pass without being seen.</summary>
    public void Skip(long count) => Total += count;

    public void Release()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            Length = 0;
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Reserve(int size)
    {
        if (_array is { } array && array.Length >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(cap, Math.Max(size, Math.Max(FirstRent, Length * 2))));
        Bytes.CopyTo(larger);
        var old = _array;
        _array = larger;
        if (old is not null)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
