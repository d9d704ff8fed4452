using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>
/// Reads JSON (RFC 8259, 64 levels deep at most; a comma may trail) token by token over a <see cref="JsonIndex"/>. A copy
/// of a cursor reads ahead. A text that was cut off ends where its last whole token does.
/// </summary>
internal ref partial struct JsonCursor
{
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<int> _stringEnds;
    private readonly ReadOnlySpan<int> _hints;
    private readonly bool _complete;
    private Expected _expected;
    private int _string;
    private int _hint;
    private int _valueEnd;

    // A bit for each open object (0) or array (1), the innermost lowest.
    private ulong _arrays;

    public JsonCursor(ReadOnlySpan<byte> json, JsonIndex index, bool complete)
    {
        _json = json;
        _stringEnds = index.StringEnds;
        _hints = index.Hints;
        _complete = complete;
        _expected = Expected.Value;
    }

    /// <summary>All of the text.</summary>
    public readonly ReadOnlySpan<byte> Json => _json;

    public JsonTokenType Type { get; private set; }

    /// <summary>Where the token begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends; a name's end is behind its colon.</summary>
    public int End { get; private set; }

    /// <summary>How many objects and arrays are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether a name or string has escapes.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Whether a string may hold a secret by its shape, or has escapes.</summary>
    public bool IsSuspicious { get; private set; }

    /// <summary>A name or string as it is written, without quotes; a number or literal.</summary>
    public readonly ReadOnlySpan<byte> Value =>
        Type is JsonTokenType.String or JsonTokenType.PropertyName ? _json[(Start + 1).._valueEnd] : _json[Start..End];

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public bool Read()
    {
        var at = SkipSpace(End);
        if (_expected is Expected.Separator)
        {
            if (Depth == 0)
            {
                // A second document behind the first makes both wrong.
                return at == _json.Length ? false : throw Wrong(at);
            }

            if (at < _json.Length && _json[at] == ',')
            {
                at = SkipSpace(at + 1);
                _expected = IsInArray ? Expected.Item : Expected.Name;
            }
        }

        if (at == _json.Length)
        {
            return Ended(at);
        }

        Start = at;
        var c = _json[at];
        if (c == '"')
        {
            return _expected switch
            {
                Expected.Name => ReadName(),
                Expected.Separator => throw Wrong(at),
                _ => ReadString(),
            };
        }

        if (c is (byte)'}' or (byte)']')
        {
            Close(c == ']');
            return true;
        }

        return _expected is Expected.Value or Expected.Item ? ReadValue(c) : throw Wrong(at);
    }

    /// <summary>Goes to the end of the value the cursor is at.</summary>
    /// <returns>False where the text ends before.</returns>
    public bool TrySkip()
    {
        if (Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        var depth = Depth;
        while (Read())
        {
            if (Depth < depth)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a name or string without escapes.</summary>
    public readonly void CopyTo(PooledBuffer output)
    {
        if (IsEscaped)
        {
            JsonEscapes.Unescape(Value, output);
        }
        else
        {
            output.Append(Value);
        }
    }

    /// <summary>The text of a name or string; in scratch where it was escaped.</summary>
    public readonly ReadOnlySpan<byte> Text(PooledBuffer scratch)
    {
        if (!IsEscaped)
        {
            return Value;
        }

        JsonEscapes.Unescape(Value, scratch);
        return scratch.Written;
    }

    private readonly bool IsInArray => (_arrays & 1) != 0;

    private bool ReadName()
    {
        var close = _stringEnds[_string];
        if (close == _json.Length)
        {
            return Ended(close);
        }

        TakeString(JsonTokenType.PropertyName, close);
        var colon = SkipSpace(close + 1);
        if (colon == _json.Length)
        {
            return Ended(colon);
        }

        if (_json[colon] != ':')
        {
            throw Wrong(colon);
        }

        End = colon + 1;
        _expected = Expected.Value;
        return true;
    }

    private bool ReadString()
    {
        var close = _stringEnds[_string];
        if (close == _json.Length)
        {
            return Ended(close);
        }

        TakeString(JsonTokenType.String, close);
        End = close + 1;
        _expected = Expected.Separator;
        return true;
    }

    private bool ReadValue(byte c)
    {
        switch (c)
        {
            case (byte)'{':
                Open(JsonTokenType.StartObject, isArray: 0, Expected.Name);
                return true;
            case (byte)'[':
                Open(JsonTokenType.StartArray, isArray: 1, Expected.Item);
                return true;
            default:
                return TakeScalar(c, JsonScalars.Length(_json[Start..], _complete));
        }
    }

    private bool TakeScalar(byte first, int length)
    {
        if (length <= 0)
        {
            return length == JsonScalars.Cut ? Ended(Start) : throw Wrong(Start);
        }

        Type = JsonScalars.Type(first);
        End = Start + length;
        _expected = Expected.Separator;
        return true;
    }

    private void TakeString(JsonTokenType type, int close)
    {
        Type = type;
        _valueEnd = close;
        _string++;
        while (_hints[_hint] < Start)
        {
            _hint++;
        }

        IsSuspicious = _hints[_hint] < close;
        IsEscaped = IsSuspicious && Value.Contains((byte)'\\');
        if (IsEscaped && !JsonEscapes.AreValid(Value))
        {
            throw Wrong(Start);
        }
    }

    private void Open(JsonTokenType type, ulong isArray, Expected expected)
    {
        if (Depth == MaxDepth)
        {
            throw Wrong(Start);
        }

        Depth++;
        _arrays = (_arrays << 1) | isArray;
        Type = type;
        End = Start + 1;
        _expected = expected;
    }

    private void Close(bool isArray)
    {
        if (Depth == 0 || _expected is Expected.Value || IsInArray != isArray)
        {
            throw Wrong(Start);
        }

        Depth--;
        _arrays >>= 1;
        Type = isArray ? JsonTokenType.EndArray : JsonTokenType.EndObject;
        End = Start + 1;
        _expected = Expected.Separator;
    }

    private readonly int SkipSpace(int at)
    {
        while (at < _json.Length && _json[at] <= ' ')
        {
            if (_json[at] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                throw Wrong(at);
            }

            at++;
        }

        return at;
    }

    private readonly bool Ended(int at) => _complete ? throw Wrong(at) : false;

    // Where, but not what: it may be a secret.
    private static JsonException Wrong(int at) => new($"No JSON at byte {at}.");

    private enum Expected : byte
    {
        /// <summary>A value, at the beginning or behind a colon.</summary>
        Value,

        /// <summary>A comma or what closes.</summary>
        Separator,

        /// <summary>An array's value or its end.</summary>
        Item,

        /// <summary>A name or the object's end.</summary>
        Name,
    }
}
