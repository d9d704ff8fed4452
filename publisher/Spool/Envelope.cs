using System.Buffers.Text;
using System.Text;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Puts producer and sequence in front of an attempt's JSON.</summary>
internal sealed class Envelope(string producer)
{
    private const int MaxDigits = 20;

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes($$"""{"producer":"{{producer}}","sequence":""");

    /// <summary>The most bytes <see cref="Write"/> adds.</summary>
    public int MaxOverhead => _prefix.Length + MaxDigits;

    /// <summary>Writes the attempt with its number; returns the bytes written.</summary>
    /// <param name="json">A JSON object with at least one property.</param>
    /// <param name="sequence">The number.</param>
    /// <param name="destination">At least <paramref name="json"/> and <see cref="MaxOverhead"/>.</param>
    public int Write(ReadOnlySpan<byte> json, long sequence, Span<byte> destination)
    {
        _prefix.CopyTo(destination);
        var length = _prefix.Length;
        Utf8Formatter.TryFormat(sequence, destination[length..], out var digits);
        length += digits;
        destination[length++] = (byte)',';
        json[1..].CopyTo(destination[length..]);
        return length + json.Length - 1;
    }
}
