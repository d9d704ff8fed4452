using System.Buffers.Text;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>Writes the members of JSON objects, straight into a buffer; names need no escaping. Empty texts are left out.</summary>
internal readonly struct JsonOutput(PooledBuffer buffer)
{
    private const int LongestNumber = 32;

    public void Member(ReadOnlySpan<byte> name, string? text) => Member(name, text.AsSpan());

    public void Member(ReadOnlySpan<byte> name, ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            Name(name);
            JsonText.AppendString(buffer, text);
        }
    }

    public void Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            Name(name);
            JsonText.AppendString(buffer, text);
        }
    }

    public void Member(ReadOnlySpan<byte> name, long number)
    {
        Name(name);
        Utf8Formatter.TryFormat(number, buffer.GetSpan(LongestNumber), out var written);
        buffer.Advance(written);
    }

    public void Member(ReadOnlySpan<byte> name, decimal number)
    {
        Name(name);
        Utf8Formatter.TryFormat(number, buffer.GetSpan(LongestNumber), out var written);
        buffer.Advance(written);
    }

    public void Member(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[Rfc3339.Length];
        Rfc3339.Format(time, text);
        Member(name, (ReadOnlySpan<byte>)text);
    }

    public void Member(ReadOnlySpan<byte> name, bool value) => Raw(name, value ? "true"u8 : "false"u8);

    /// <summary>Writes a member whose value is JSON.</summary>
    public void Raw(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        Name(name);
        buffer.Append(json);
    }

    /// <summary>Opens an object or array, as the value of a member where it has a name.</summary>
    public void Open(byte bracket, ReadOnlySpan<byte> name = default)
    {
        if (name.IsEmpty)
        {
            Separate();
        }
        else
        {
            Name(name);
        }

        buffer.Append(bracket);
    }

    public void Close(byte bracket) => buffer.Append(bracket);

    private void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        buffer.Append((byte)'"');
        buffer.Append(name);
        buffer.Append("\":"u8);
    }

    private void Separate()
    {
        if (buffer.Length > 0 && buffer.Written[^1] is not ((byte)'{' or (byte)'['))
        {
            buffer.Append((byte)',');
        }
    }
}
