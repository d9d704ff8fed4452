using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// Copies JSON without its secrets, in one pass: values of secret names become <c>[REDACTED]</c>, strings and numbers are
/// searched for secrets by shape, JSON inside a string is treated alike. Input that was cut off is copied as far as it
/// goes and closed.
/// </summary>
internal sealed class JsonRedactor(KeyTable keys)
{
    public const int MaxDepth = 64;
    private const int MaxNesting = 4;
    private const int ShortestCardNumber = 13;

    public TextRedactor Text { get; } = new(keys);

    public KeyTable Keys => keys;

    /// <summary>Copies one document.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="complete">Whether <paramref name="json"/> is all there was; if not, its end is a cut.</param>
    /// <param name="writer">Takes the copy.</param>
    /// <param name="membersOnly">
    /// Whether only the members of the object are written, into an object the caller has begun; a document that is no
    /// object becomes its member <c>body</c>.
    /// </param>
    /// <param name="workspace">Scratch.</param>
    /// <param name="hook">Sees each member.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public void Copy<THook>(
        ReadOnlySpan<byte> json,
        bool complete,
        Utf8JsonWriter writer,
        bool membersOnly,
        Workspace workspace,
        ref THook hook
    )
        where THook : struct, IJsonHook
    {
        var reader = new Utf8JsonReader(json, complete, new JsonReaderState(JsonText.Reader));
        if (!reader.Read())
        {
            return;
        }

        if (membersOnly && reader.TokenType is not JsonTokenType.StartObject)
        {
            writer.WritePropertyName("body"u8);
            membersOnly = false;
        }

        if (CopyValue(ref reader, json, writer, membersOnly, workspace, ref hook))
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
        Utf8JsonWriter writer,
        bool membersOnly,
        Workspace workspace,
        ref THook hook
    )
        where THook : struct, IJsonHook
    {
        var levels = workspace.EnterLevels();
        var depth = 0;
        var arrays = 0;
        KeyRule? name = null;
        while (true)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var rule = keys.Find(ref reader, workspace);
                    if (!reader.Read())
                    {
                        return Close(writer, levels, depth, membersOnly, workspace);
                    }

                    var meant = Meant(rule, ref reader, ref levels[depth], workspace);
                    if (meant.IsSecret)
                    {
                        writer.WriteString(rule.Name, TextRedactor.Mask);
                        workspace.Secrets.Note(ref reader);
                        if (!reader.TrySkip())
                        {
                            return Close(writer, levels, depth, membersOnly, workspace);
                        }

                        break;
                    }

                    var member = new JsonMember(meant, levels[depth].Around, depth, arrays > 0);
                    switch (hook.Take(this, member, ref reader, json, workspace))
                    {
                        case Taken.Whole:
                            break;
                        case Taken.Cut:
                            return Close(writer, levels, depth, membersOnly, workspace);
                        default:
                            writer.WritePropertyName(rule.Name);
                            name = rule;
                            // The reader is at the value: round again without reading.
                            continue;
                    }

                    break;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    var isArray = reader.TokenType is JsonTokenType.StartArray;
                    var around = name ?? levels[depth].Around;
                    name = null;
                    levels[++depth] = new Level { Around = around, IsArray = isArray };
                    if (isArray)
                    {
                        arrays++;
                        writer.WriteStartArray();
                    }
                    else if (depth > 1 || !membersOnly)
                    {
                        writer.WriteStartObject();
                    }

                    break;
                case JsonTokenType.EndObject:
                    if (depth > 1 || !membersOnly)
                    {
                        writer.WriteEndObject();
                    }

                    depth--;
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    arrays--;
                    depth--;
                    break;
                default:
                    name = null;
                    WriteScalar(ref reader, json, writer, workspace);
                    break;
            }

            if (depth == 0)
            {
                workspace.LeaveLevels();
                return true;
            }

            if (!reader.Read())
            {
                return Close(writer, levels, depth, membersOnly, workspace);
            }
        }
    }

    /// <summary>Writes a string, or JSON inside a string, without its secrets.</summary>
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

        if (workspace.Nesting >= MaxNesting || workspace.NestedFailures > Workspace.MaxNestedFailures)
        {
            // Nobody sends JSON in strings this deep but to hide something.
            output.Append(TextRedactor.Mask);
            return true;
        }

        var start = output.Length;
        var position = workspace.Position;
        var writer = workspace.EnterNested(output);
        try
        {
            var hook = default(NoHook);
            Copy(text, complete: true, writer, membersOnly: false, workspace, ref hook);
            writer.Flush();
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

    private void WriteScalar(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        Utf8JsonWriter writer,
        Workspace workspace
    )
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                WriteString(ref reader, json, writer, workspace);
                break;
            case JsonTokenType.Number
                when reader.ValueSpan.Length >= ShortestCardNumber
                    && CardNumbers.TryFind(reader.ValueSpan, 0, out _, out _):
                writer.WriteStringValue(TextRedactor.Mask);
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private void WriteString(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        Utf8JsonWriter writer,
        Workspace workspace
    )
    {
        if (!reader.ValueIsEscaped)
        {
            var text = reader.ValueSpan;
            if (!NeedsLook(text))
            {
                writer.WriteRawValue(
                    json.Slice((int)reader.TokenStartIndex, text.Length + 2),
                    skipInputValidation: true
                );
                return;
            }
        }

        var scratch = workspace.RentScratch();
        var redacted = workspace.RentScratch();
        var unescaped = Workspace.Unescape(ref reader, scratch);
        writer.WriteStringValue(RedactText(unescaped, redacted, workspace) ? redacted.Written : unescaped);
        workspace.ReturnScratch(redacted);
        workspace.ReturnScratch(scratch);
    }

    private static bool NeedsLook(ReadOnlySpan<byte> text) => text.Length >= TextRedactor.ShortestSecret;

    private KeyRule Meant(KeyRule rule, ref Utf8JsonReader reader, ref Level level, Workspace workspace)
    {
        switch (rule.Part)
        {
            // {"field":"password","value":"…"}: what the value is, its sibling says.
            case ResponsePart.Field when reader.TokenType is JsonTokenType.String:
                level.Sibling = keys.FindValue(ref reader, workspace);
                return rule;
            case ResponsePart.Value:
                return level.Sibling ?? SiblingAhead(reader, workspace) ?? rule;
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

    private static bool Close(
        Utf8JsonWriter writer,
        ReadOnlySpan<Level> levels,
        int depth,
        bool membersOnly,
        Workspace workspace
    )
    {
        for (; depth > 0; depth--)
        {
            if (levels[depth].IsArray)
            {
                writer.WriteEndArray();
            }
            else if (depth > 1 || !membersOnly)
            {
                writer.WriteEndObject();
            }
        }

        workspace.LeaveLevels();
        return false;
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] > (byte)'{' || (text[0] is not ((byte)'{' or (byte)'[') && text[0] > ' '))
        {
            return false;
        }

        text = text.Trim(" \t\r\n"u8);
        return text.Length >= 2 && ((text[0] == '{' && text[^1] == '}') || (text[0] == '[' && text[^1] == ']'));
    }
}
