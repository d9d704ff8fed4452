using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>One value on its way into the copy, token by token.</summary>
internal ref struct JsonCopy<THook>
    where THook : struct, IJsonHook
{
    private readonly JsonRedactor _redactor;
    private readonly Workspace _workspace;
    private readonly THook _hook;
    private readonly Level[] _levels;
    private JsonCursor _cursor;
    private JsonPatch _patch;
    private KeyRule? _name;
    private int _depth;
    private int _arrays;

    /// <param name="redactor">Whose rules hold.</param>
    /// <param name="cursor">At the value.</param>
    /// <param name="output">Takes the copy.</param>
    /// <param name="levels">Room for each level of the value.</param>
    /// <param name="workspace">Scratch.</param>
    /// <param name="hook">Sees each member.</param>
    public JsonCopy(
        JsonRedactor redactor,
        JsonCursor cursor,
        PooledBuffer output,
        Level[] levels,
        Workspace workspace,
        THook hook
    )
    {
        _redactor = redactor;
        _cursor = cursor;
        _patch = new JsonPatch(cursor.Json, cursor.Start, output);
        _levels = levels;
        _workspace = workspace;
        _hook = hook;
        levels[0] = default;
    }

    /// <summary>At the value's last token, once it is copied.</summary>
    public readonly JsonCursor Cursor => _cursor;

    private static ReadOnlySpan<byte> QuotedMask => "\"[REDACTED]\""u8;

    /// <returns>False where the text ended inside the value; what was begun is closed.</returns>
    public bool Run()
    {
        while (true)
        {
            var member = _cursor.Type is JsonTokenType.PropertyName ? ReadMember() : Member.Copied;
            if (member is Member.Cut)
            {
                return false;
            }

            if (member is Member.Copied)
            {
                CopyToken();
            }

            if (_depth == 0)
            {
                _patch.Finish(_cursor.End);
                return true;
            }

            _cursor.SkipPlainMembers(_redactor.Keys, _arrays > 0);
            var end = _cursor.End;
            if (!_cursor.Read())
            {
                Cut(end);
                return false;
            }
        }
    }

    // From a name to its value, and over the value where it is not copied as it stands.
    private Member ReadMember()
    {
        var start = _cursor.Start;
        var nameEnd = _cursor.End;
        var isEscaped = _cursor.IsEscaped;
        var rule = _redactor.Keys.Find(_cursor, _workspace);
        if (!_cursor.Read())
        {
            return Cut(start);
        }

        _name = rule;
        if (rule.IsPlain && !isEscaped)
        {
            return Member.Copied;
        }

        var meant = rule.Part is ResponsePart.Field or ResponsePart.Value ? Meant(rule) : rule;
        if (!meant.IsSecret && meant.MayBeTaken && Take(meant) is var taken and not Taken.No)
        {
            _patch.Remove(start, taken is Taken.Whole ? _cursor.End : _cursor.Json.Length);
            return taken is Taken.Whole ? Member.Done : Cut(_cursor.Json.Length);
        }

        if (isEscaped || rule.IsMasked)
        {
            _patch.ReplaceName(start, nameEnd, rule.Name.EncodedUtf8Bytes);
        }

        return meant.IsSecret ? Mask() : Member.Copied;
    }

    private Taken Take(KeyRule rule)
    {
        var member = new JsonMember(rule, _levels[_depth].Around, _depth, _arrays > 0);
        return _hook.Take(_redactor, member, ref _cursor, _workspace);
    }

    private Member Mask()
    {
        _workspace.Secrets.Note(_cursor);
        var start = _cursor.Start;
        var whole = _cursor.TrySkip();
        _patch.ReplaceQuoted(start, whole ? _cursor.End : _cursor.Json.Length, QuotedMask);
        return whole ? Member.Done : Cut(_cursor.Json.Length);
    }

    private void CopyToken()
    {
        switch (_cursor.Type)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var isArray = _cursor.Type is JsonTokenType.StartArray;
                var around = _name ?? _levels[_depth].Around;
                _levels[++_depth] = new Level { Around = around, IsArray = isArray };
                _arrays += isArray ? 1 : 0;
                break;
            case JsonTokenType.EndObject:
                _depth--;
                break;
            case JsonTokenType.EndArray:
                _depth--;
                _arrays--;
                break;
            case JsonTokenType.String when _cursor.IsSuspicious || JsonRedactor.MayBeJson(_cursor.Value):
                CopyString();
                break;
            case JsonTokenType.Number when _cursor.Value.Length >= TextRedactor.ShortestCard:
                CopyLongNumber();
                break;
        }

        _name = null;
    }

    private void CopyLongNumber()
    {
        if (CardNumbers.TryFind(_cursor.Value, 0, out _, out _))
        {
            _patch.ReplaceQuoted(_cursor.Start, _cursor.End, QuotedMask);
        }
    }

    private void CopyString()
    {
        var scratch = _workspace.RentScratch();
        var redacted = _workspace.RentScratch();
        var text = _cursor.Text(scratch);
        var changed = _redactor.RedactText(text, redacted, _workspace);
        if (changed || _cursor.IsEscaped)
        {
            // Escapes are written in one way only, so that a secret is found again however it was spelled.
            _patch.ReplaceText(_cursor.Start, _cursor.End, changed ? redacted.Written : text);
        }

        _workspace.ReturnScratch(redacted);
        _workspace.ReturnScratch(scratch);
    }

    // {"field":"password","value":"…"}: what the value is, its sibling says.
    private KeyRule Meant(KeyRule rule)
    {
        ref var level = ref _levels[_depth];
        if (rule.Part is ResponsePart.Field)
        {
            if (_cursor.Type is JsonTokenType.String)
            {
                level.Sibling = _redactor.Keys.FindValue(_cursor, _workspace);
            }

            return rule;
        }

        if (level.Sibling is null && !level.SoughtSibling)
        {
            level.SoughtSibling = true;
            level.Sibling = SiblingAhead(_cursor);
        }

        return level.Sibling ?? rule;
    }

    private readonly KeyRule? SiblingAhead(JsonCursor ahead)
    {
        while (ahead.TrySkip() && ahead.Read() && ahead.Type is JsonTokenType.PropertyName)
        {
            var rule = _redactor.Keys.Find(ahead, _workspace);
            if (!ahead.Read())
            {
                return null;
            }

            if (rule.Part is ResponsePart.Field && ahead.Type is JsonTokenType.String)
            {
                return _redactor.Keys.FindValue(ahead, _workspace);
            }
        }

        return null;
    }

    private Member Cut(int end)
    {
        _patch.Close(_levels.AsSpan(1, _depth), end);
        return Member.Cut;
    }

    private enum Member
    {
        /// <summary>Its value is copied.</summary>
        Copied,

        /// <summary>It is dealt with.</summary>
        Done,

        /// <summary>The text ended inside it.</summary>
        Cut,
    }
}
