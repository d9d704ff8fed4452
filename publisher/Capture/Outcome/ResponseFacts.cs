using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>What a response's body says of the outcome.</summary>
internal sealed class ResponseFacts(PooledBuffer text)
{
    private readonly (int Start, int Length)[] _parts = new (int, int)[Enum.GetValues<ResponsePart>().Length];
    private bool _any;

    /// <summary>Whether the body says that it failed, whatever the HTTP status.</summary>
    public bool SaysFailed { get; set; }

    public List<AttemptError> Errors { get; } = [];

    /// <summary>A part's text; null where there is none.</summary>
    public string? this[ResponsePart part]
    {
        get
        {
            var (start, length) = _parts[(int)part];
            return length == 0 ? null : System.Text.Encoding.UTF8.GetString(text.Slice(start, length));
        }
    }

    /// <summary>Notes a part's text, the first of its kind.</summary>
    public void Note(ResponsePart part, in JsonCursor cursor)
    {
        if (_parts[(int)part].Length > 0)
        {
            return;
        }

        var start = text.Length;
        switch (cursor.Type)
        {
            case JsonTokenType.String:
                cursor.CopyTo(text);
                break;
            case JsonTokenType.Number:
                text.Append(cursor.Value);
                break;
            default:
                return;
        }

        _parts[(int)part] = (start, text.Length - start);
        _any = true;
    }

    /// <summary>Notes a part's text, the first of its kind.</summary>
    public void Note(ResponsePart part, string value)
    {
        if (_parts[(int)part].Length == 0)
        {
            var start = text.Length;
            text.Append(value);
            _parts[(int)part] = (start, text.Length - start);
            _any = true;
        }
    }

    public void Clear()
    {
        SaysFailed = false;
        Errors.Clear();
        if (_any)
        {
            Array.Clear(_parts);
            _any = false;
        }
    }
}
