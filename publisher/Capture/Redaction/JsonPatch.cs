using System.Runtime.InteropServices;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// A copy of JSON with changes: stretches between the changes are copied as they stand. Positions only grow.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct JsonPatch(ReadOnlySpan<byte> source, int start, PooledBuffer output)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _copied = start;

    /// <summary>Puts a name, escaped and without quotes, in the place of a name and its colon.</summary>
    public void ReplaceName(int from, int to, scoped ReadOnlySpan<byte> name)
    {
        CopyTo(from);
        output.Append((byte)'"');
        output.Append(name);
        output.Append("\":"u8);
        _copied = to;
    }

    /// <summary>Puts a JSON value in the place of another.</summary>
    public void ReplaceQuoted(int from, int to, scoped ReadOnlySpan<byte> value)
    {
        CopyTo(from);
        output.Append(value);
        _copied = to;
    }

    /// <summary>Puts a text, as a JSON string, in the place of a value.</summary>
    public void ReplaceText(int from, int to, scoped ReadOnlySpan<byte> text)
    {
        CopyTo(from);
        JsonText.AppendString(output, text);
        _copied = to;
    }

    /// <summary>Leaves a member out, and the comma that would be too many.</summary>
    public void Remove(int from, int to)
    {
        CopyTo(from);
        var kept = output.Written.TrimEnd(" \t\r\n"u8);
        _copied = to;
        if (kept.EndsWith(","u8))
        {
            kept = kept[..^1];
        }
        else
        {
            // It was the first: the comma behind it goes.
            var rest = _source[to..];
            var next = rest.Length - rest.TrimStart(" \t\r\n"u8).Length;
            _copied += next < rest.Length && rest[next] == ',' ? next + 1 : 0;
        }

        output.Truncate(kept.Length);
    }

    /// <summary>Copies the rest.</summary>
    public void Finish(int to) => CopyTo(to);

    /// <summary>Ends a copy whose source was cut off: copies to the end of the last whole value and closes what is open.</summary>
    public void Close(ReadOnlySpan<Level> open, int to)
    {
        CopyTo(Math.Max(to, _copied));
        output.Truncate(output.Written.TrimEnd(" \t\r\n,"u8).Length);
        for (var level = open.Length - 1; level >= 0; level--)
        {
            output.Append(open[level].IsArray ? (byte)']' : (byte)'}');
        }
    }

    private void CopyTo(int to)
    {
        if (to > _copied)
        {
            output.Append(_source[_copied..to]);
            _copied = to;
        }
    }
}
