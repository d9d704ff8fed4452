using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NextCode.Attempts.Publisher.Capture.Fields;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// Copies JSON without its secrets, in one pass: values of secret names become <c>[REDACTED]</c>, strings and numbers are
/// searched for secrets by shape, JSON inside a string is treated alike. What needs no change is copied as it stands.
/// Input that was cut off is copied as far as it goes and closed.
/// </summary>
internal sealed class JsonRedactor(KeyTable keys)
{
    public const int MaxDepth = 64;
    private const int MaxNesting = 4;
    private const int ShortestCardNumber = 13;
    private const int LongestCharacter = 4;

    public TextRedactor Text { get; } = new(keys);

    public KeyTable Keys => keys;

    private static ReadOnlySpan<byte> QuotedMask => "\"[REDACTED]\""u8;

    /// <summary>Copies one document.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="complete">Whether <paramref name="json"/> is all there was; if not, its end is a cut.</param>
    /// <param name="output">Takes the copy.</param>
    /// <param name="workspace">Scratch.</param>
    /// <param name="hook">Sees each member.</param>
    /// <exception cref="JsonException">It is not JSON in UTF-8.</exception>
    public void Copy<THook>(
        ReadOnlySpan<byte> json,
        bool complete,
        PooledBuffer output,
        Workspace workspace,
        ref THook hook
    )
        where THook : struct, IJsonHook
    {
        if (!IsText(json, complete))
        {
            throw new JsonException("The bytes are no UTF-8.");
        }

        var reader = new Utf8JsonReader(json, complete, new JsonReaderState(JsonText.Reader));
        if (reader.Read() && CopyValue(ref reader, json, output, workspace, ref hook))
        {
            // A second document behind the first makes both wrong.
            reader.Read();
        }
    }

    /// <summary>Copies the value the reader is at.</summary>
    /// <returns>False where the input ended inside it; what was begun is closed.</returns>
    public bool CopyValue<THook>(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        PooledBuffer output,
        Workspace workspace,
        ref THook hook
    )
        where THook : struct, IJsonHook
    {
        var levels = workspace.EnterLevels();
        var patch = new JsonPatch(json, (int)reader.TokenStartIndex, output);
        var depth = 0;
        var arrays = 0;
        KeyRule? name = null;
        while (true)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var start = (int)reader.TokenStartIndex;
                    var rule = keys.Find(ref reader, workspace);
                    var renamed = reader.ValueIsEscaped || rule.IsMasked;
                    // Behind the colon.
                    var nameEnd = (int)reader.BytesConsumed;
                    if (!reader.Read())
                    {
                        return patch.Close(levels, depth, start, workspace);
                    }

                    var meant =
                        rule.Part is ResponsePart.None ? rule : Meant(rule, ref reader, ref levels[depth], workspace);
                    if (meant.IsSecret)
                    {
                        if (renamed)
                        {
                            patch.ReplaceName(start, nameEnd, rule.Name.EncodedUtf8Bytes);
                        }

                        workspace.Secrets.Note(ref reader);
                        var from = (int)reader.TokenStartIndex;
                        var whole = reader.TrySkip();
                        patch.ReplaceQuoted(from, whole ? (int)reader.BytesConsumed : json.Length, QuotedMask);
                        if (!whole)
                        {
                            return patch.Close(levels, depth, json.Length, workspace);
                        }

                        break;
                    }

                    if (meant.Columns.Length > 0 || meant.Part is not ResponsePart.None)
                    {
                        var member = new JsonMember(meant, levels[depth].Around, depth, arrays > 0);
                        var taken = hook.Take(this, member, ref reader, json, workspace);
                        if (taken is not Taken.No)
                        {
                            patch.Remove(start, taken is Taken.Whole ? (int)reader.BytesConsumed : json.Length);
                            if (taken is Taken.Cut)
                            {
                                return patch.Close(levels, depth, json.Length, workspace);
                            }

                            break;
                        }
                    }

                    if (renamed)
                    {
                        patch.ReplaceName(start, nameEnd, rule.Name.EncodedUtf8Bytes);
                    }

                    name = rule;
                    // The reader is at the value: round again without reading.
                    continue;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    var isArray = reader.TokenType is JsonTokenType.StartArray;
                    var around = name ?? levels[depth].Around;
                    name = null;
                    levels[++depth] = new Level { Around = around, IsArray = isArray };
                    arrays += isArray ? 1 : 0;
                    break;
                case JsonTokenType.EndObject:
                    depth--;
                    break;
                case JsonTokenType.EndArray:
                    arrays--;
                    depth--;
                    break;
                case JsonTokenType.String:
                    name = null;
                    if (reader.ValueIsEscaped || reader.ValueSpan.Length >= TextRedactor.ShortestSecret)
                    {
                        CopyString(ref reader, ref patch, workspace);
                    }

                    break;
                case JsonTokenType.Number:
                    name = null;
                    if (
                        reader.ValueSpan.Length >= ShortestCardNumber
                        && CardNumbers.TryFind(reader.ValueSpan, 0, out _, out _)
                    )
                    {
                        patch.ReplaceQuoted((int)reader.TokenStartIndex, (int)reader.BytesConsumed, QuotedMask);
                    }

                    break;
                default:
                    name = null;
                    break;
            }

            if (depth == 0)
            {
                patch.Finish((int)reader.BytesConsumed);
                workspace.LeaveLevels();
                return true;
            }

            var end = (int)reader.BytesConsumed;
            if (!reader.Read())
            {
                return patch.Close(levels, depth, end, workspace);
            }
        }
    }

    /// <summary>Redacts a text, or JSON inside a string.</summary>
    /// <param name="text">UTF-8, unescaped.</param>
    /// <param name="output">Takes the redacted text; untouched where there is nothing to mask.</param>
    /// <param name="workspace">Scratch.</param>
    /// <param name="cards">Whether to look for card numbers.</param>
    /// <returns>Whether <paramref name="output"/> has the text to use instead.</returns>
    public bool RedactText(ReadOnlySpan<byte> text, PooledBuffer output, Workspace workspace, bool cards = true)
    {
        if (!LooksLikeJson(text))
        {
            return Text.Redact(text, output, cards);
        }

        var position = workspace.Position;
        if (position.Nesting >= MaxNesting || workspace.NestedFailures > Workspace.MaxNestedFailures)
        {
            // Nobody sends JSON in strings this deep but to hide something.
            output.Append(TextRedactor.Mask);
            return true;
        }

        var start = output.Length;
        workspace.EnterNested();
        try
        {
            var hook = default(NoHook);
            Copy(text, complete: true, output, workspace, ref hook);
            workspace.LeaveNested();
            return true;
        }
        catch (JsonException)
        {
            workspace.Failed(position);
            output.Truncate(start);
            return Text.Redact(text, output, cards);
        }
    }

    /// <summary>The text without its secrets.</summary>
    public string? RedactText(string? text, Workspace workspace)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        var input = workspace.RentScratch();
        var output = workspace.RentScratch();
        input.Append(text);
        var result = RedactText(input.Written, output, workspace) ? Encoding.UTF8.GetString(output.Written) : text;
        workspace.ReturnScratch(output);
        workspace.ReturnScratch(input);
        return result;
    }

    private void CopyString(ref Utf8JsonReader reader, ref JsonPatch patch, Workspace workspace)
    {
        if (!reader.ValueIsEscaped && !Text.MayHold(reader.ValueSpan) && !LooksLikeJson(reader.ValueSpan))
        {
            return;
        }

        var scratch = workspace.RentScratch();
        var redacted = workspace.RentScratch();
        var unescaped = Workspace.Unescape(ref reader, scratch);
        var changed = RedactText(unescaped, redacted, workspace);
        if (changed || reader.ValueIsEscaped)
        {
            // Escapes are written in one way only, so that a secret is found again however it was spelled.
            patch.ReplaceText(
                (int)reader.TokenStartIndex,
                (int)reader.BytesConsumed,
                changed ? redacted.Written : unescaped
            );
        }

        workspace.ReturnScratch(redacted);
        workspace.ReturnScratch(scratch);
    }

    private KeyRule Meant(KeyRule rule, ref Utf8JsonReader reader, ref Level level, Workspace workspace)
    {
        switch (rule.Part)
        {
            // {"field":"password","value":"…"}: what the value is, its sibling says.
            case ResponsePart.Field when reader.TokenType is JsonTokenType.String:
                level.Sibling = keys.FindValue(ref reader, workspace);
                return rule;
            case ResponsePart.Value:
                if (level.Sibling is null && !level.SoughtSibling)
                {
                    level.SoughtSibling = true;
                    level.Sibling = SiblingAhead(reader, workspace);
                }

                return level.Sibling ?? rule;
            default:
                return rule;
        }
    }

    private KeyRule? SiblingAhead(Utf8JsonReader ahead, Workspace workspace)
    {
        if (!ahead.TrySkip())
        {
            return null;
        }

        while (ahead.Read() && ahead.TokenType is JsonTokenType.PropertyName)
        {
            var rule = keys.Find(ref ahead, workspace);
            if (!ahead.Read())
            {
                return null;
            }

            if (rule.Part is ResponsePart.Field && ahead.TokenType is JsonTokenType.String)
            {
                return keys.FindValue(ref ahead, workspace);
            }

            if (!ahead.TrySkip())
            {
                return null;
            }
        }

        return null;
    }

    // The cap may have cut a character in two; the reader will not get that far.
    private static bool IsText(ReadOnlySpan<byte> json, bool complete)
    {
        var valid = Utf8.IsValid(json);
        for (var cut = 1; !complete && !valid && cut < LongestCharacter && cut <= json.Length; cut++)
        {
            valid = Utf8.IsValid(json[..^cut]);
        }

        return valid;
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || (text[0] is not ((byte)'{' or (byte)'[') && text[0] > ' '))
        {
            return false;
        }

        text = text.Trim(" \t\r\n"u8);
        return text.Length >= 2 && ((text[0] == '{' && text[^1] == '}') || (text[0] == '[' && text[^1] == ']'));
    }
}
