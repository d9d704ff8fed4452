using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Json;

internal ref partial struct JsonCursor
{
    /// <summary>
    /// Goes on over members that nobody needs to look at: their names mean nothing, and their values are scalars without
    /// a hint of a secret. Only a short way through what most of a document is, where it is written without white space;
    /// wherever it ends, <see cref="Read"/> goes on.
    /// </summary>
    /// <param name="keys">Which names mean nothing.</param>
    /// <param name="inArray">Whether an array lies around the object.</param>
    public void SkipPlainMembers(KeyTable keys, bool inArray)
    {
        if (Depth == 0 || IsInArray || _expected is not (Expected.Name or Expected.Separator))
        {
            return;
        }

        // The next hint holds for all that comes before it; those passed are Read's to drop.
        var hint = _hints[_hint];
        var at = End;
        if (_expected is Expected.Separator)
        {
            if (at >= _json.Length || _json[at] != ',')
            {
                return;
            }

            at++;
        }

        while (TryPassPlainMember(keys, inArray, hint, ref at))
        {
            End = at;
            _expected = Expected.Separator;
            if (at >= _json.Length || _json[at++] != ',')
            {
                return;
            }
        }
    }

    // From a name to the end of its value.
    private bool TryPassPlainMember(KeyTable keys, bool inArray, int hint, ref int at)
    {
        var json = _json;
        if (at >= json.Length || json[at] != '"')
        {
            return false;
        }

        var close = _stringEnds[_string];
        var value = close + 2;
        if (value >= json.Length || json[close + 1] != ':' || hint < close)
        {
            return false;
        }

        var rule = keys.Find(json, at + 1, close - at - 1);
        if (!(inArray ? rule.IsPlainInArray : rule.IsPlain))
        {
            return false;
        }

        var c = json[value];
        if (c == '"')
        {
            close = _stringEnds[_string + 1];
            if (close == json.Length || hint < close || JsonRedactor.MayBeJson(json[(value + 1)..close]))
            {
                return false;
            }

            _string += 2;
            at = close + 1;
            return true;
        }

        var length = c is (byte)'{' or (byte)'[' ? 0 : JsonScalars.Length(json[value..], complete: false);
        if (length is <= 0 or >= TextRedactor.ShortestCard)
        {
            return false;
        }

        _string++;
        at = value + length;
        return true;
    }
}
