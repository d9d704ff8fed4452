using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// The secrets a request and its response named as such, so that they are found where they were repeated: in an error
/// text, a URL, another field. Values shorter than six bytes are not kept: they would be found everywhere.
/// </summary>
internal sealed class Secrets
{
    private const int Most = 32;
    private const int Shortest = 6;

    // A buffer of its own: secrets are found while values are being written into others.
    private readonly PooledBuffer _text = new();
    private readonly (int Start, int Length)[] _found = new (int, int)[Most];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _text.Slice(_found[index].Start, _found[index].Length);

    public void Note(in JsonCursor cursor)
    {
        if (cursor.Type is not (JsonTokenType.String or JsonTokenType.Number) || Count == Most)
        {
            return;
        }

        if (!cursor.IsEscaped)
        {
            Note(cursor.Value);
            return;
        }

        var start = _text.Length;
        cursor.CopyTo(_text);
        Keep(start);
    }

    public void Note(ReadOnlySpan<byte> value)
    {
        if (Count < Most && value.Length >= Shortest)
        {
            var start = _text.Length;
            _text.Append(value);
            Keep(start);
        }
    }

    public void Clear()
    {
        Count = 0;
        _text.Clear();
    }

    private void Keep(int start)
    {
        if (_text.Length - start >= Shortest)
        {
            _found[Count++] = (start, _text.Length - start);
        }
    }
}
