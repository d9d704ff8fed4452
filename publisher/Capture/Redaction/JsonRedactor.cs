using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// Copies JSON without its secrets, in one pass: values of secret names become <c>[REDACTED]</c>, strings and numbers are
/// searched for secrets by shape, JSON inside a string is treated alike. What needs no change is copied as it stands.
/// Input that was cut off is copied as far as it goes and closed.
/// </summary>
internal sealed class JsonRedactor(KeyTable keys)
{
    private const int MaxNesting = 4;
    private const int LongestCharacter = 4;

    public TextRedactor Text { get; } = new(keys);

    public KeyTable Keys => keys;

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
        THook hook
    )
        where THook : struct, IJsonHook
    {
        var index = workspace.RentIndex();
        try
        {
            if (!index.Read(json) || !(index.IsAscii || IsText(json, complete)))
            {
                throw new JsonException("The bytes are no text.");
            }

            var cursor = new JsonCursor(json, index, complete);
            if (cursor.Read() && CopyValue(ref cursor, output, workspace, hook))
            {
                // A second document behind the first makes both wrong.
                cursor.Read();
            }
        }
        finally
        {
            workspace.ReturnIndex(index);
        }
    }

    /// <summary>Copies the value the cursor is at, and takes the cursor to its last token.</summary>
    /// <returns>False where the input ended inside it; what was begun is closed.</returns>
    public bool CopyValue<THook>(ref JsonCursor cursor, PooledBuffer output, Workspace workspace, THook hook)
        where THook : struct, IJsonHook
    {
        var copy = new JsonCopy<THook>(this, cursor, output, workspace.EnterLevels(), workspace, hook);
        var whole = copy.Run();
        cursor = copy.Cursor;
        workspace.LeaveLevels();
        return whole;
    }

    /// <summary>Redacts a text, or JSON inside a string.</summary>
    /// <param name="text">UTF-8, unescaped.</param>
    /// <param name="output">Takes the redacted text; untouched where there is nothing to mask.</param>
    /// <param name="workspace">Scratch.</param>
    /// <param name="cards">Whether to look for card numbers.</param>
    /// <returns>Whether <paramref name="output"/> has the text to use instead.</returns>
    public bool RedactText(ReadOnlySpan<byte> text, PooledBuffer output, Workspace workspace, bool cards = true)
    {
        if (text.IsEmpty || text[0] is not ((byte)'{' or (byte)'[' or <= (byte)' ') || !LooksLikeJson(text))
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
            Copy(text, complete: true, output, workspace, default(NoHook));
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

    /// <summary>Whether a string begins as one that <see cref="RedactText(ReadOnlySpan{byte}, PooledBuffer, Workspace, bool)"/> reads as JSON.</summary>
    public static bool MayBeJson(ReadOnlySpan<byte> text) =>
        text.Length >= TextRedactor.ShortestSecret && text[0] is (byte)'{' or (byte)'[' or <= (byte)' ';

    private static bool LooksLikeJson(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return text.Length >= 2 && ((text[0] == '{' && text[^1] == '}') || (text[0] == '[' && text[^1] == ']'));
    }
}
