using System.Runtime.InteropServices;
using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// Finds secrets in free text by their shape: card numbers, JSON web tokens, bearer tokens, private keys, and what
/// follows a secret's name and <c>=</c> or <c>:</c>.
/// </summary>
internal sealed class TextRedactor(KeyTable keys)
{
    /// <summary>No shape is found in fewer bytes.</summary>
    public const int ShortestSecret = 7;
    private const int ShortestBearer = 16;
    public const int ShortestCard = 13;
    private const int MostFound = 64;

    public static ReadOnlySpan<byte> Mask => "[REDACTED]"u8;

    /// <summary>Writes the text with its secrets masked.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="output">Takes the masked text; untouched where there is nothing to mask.</param>
    /// <param name="cards">Whether to look for card numbers: not in phone numbers.</param>
    /// <returns>Whether anything was masked.</returns>
    public bool Redact(ReadOnlySpan<byte> text, PooledBuffer output, bool cards = true) =>
        text.Length >= ShortestSecret && SecretHints.Any(text) && Search(text, output, cards);

    /// <summary>As <see cref="Redact"/>, of a text that may hold secrets.</summary>
    public bool Search(ReadOnlySpan<byte> text, PooledBuffer output, bool cards = true)
    {
        if (!TryFind(text, 0, cards, out var start, out var length))
        {
            return false;
        }

        var done = 0;
        var found = 0;
        do
        {
            if (++found > MostFound)
            {
                // Nobody writes so many by accident: the rest goes unread, and takes no time.
                output.Append(Mask);
                return true;
            }

            output.Append(text[done..start]);
            output.Append(Mask);
            done = start + length;
        } while (done < text.Length && TryFind(text, done, cards, out start, out length));

        output.Append(text[done..]);
        return true;
    }

    /// <summary>Whether there may be anything to mask: a quick look that errs on the side of yes.</summary>
    public bool MayHold(ReadOnlySpan<byte> text) =>
        text.Length >= ShortestSecret
        && (
            text.IndexOf("eyJ"u8) >= 0
            || (text.Length >= ShortestCard && MayHoldCardOrKey(text))
            || (text.IndexOfAny((byte)'=', (byte)':') >= 0 && TryFindAssignment(text, 0, out _, out _))
        );

    private static bool MayHoldCardOrKey(ReadOnlySpan<byte> text) =>
        CardNumbers.TryFind(text, 0, out _, out _)
        || (
            text.Length > ShortestBearer && (TryFindBearer(text, 0, out _, out _) || text.IndexOf("-----BEGIN "u8) >= 0)
        );

    private bool TryFind(ReadOnlySpan<byte> text, int from, bool cards, out int start, out int length)
    {
        var found = new Match(text.Length, 0);
        if (TryFindJwt(text, from, out start, out length))
        {
            found = found.Earlier(start, length);
        }

        if (TryFindPrivateKey(text, from, out start, out length))
        {
            found = found.Earlier(start, length);
        }

        if (TryFindBearer(text, from, out start, out length))
        {
            found = found.Earlier(start, length);
        }

        if (cards && !IsUuid(text) && CardNumbers.TryFind(text, from, out start, out length))
        {
            found = found.Earlier(start, length);
        }

        if (TryFindAssignment(text, from, out start, out length))
        {
            found = found.Earlier(start, length);
        }

        (start, length) = (found.Start, found.Length);
        return length > 0;
    }

    private static bool TryFindJwt(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        start = from;
        while (TryIndexOf(text, "eyJ"u8, start, out start))
        {
            var header = TokenEnd(text, start + 3);
            if (header > start + 3 && header < text.Length && text[header] == '.')
            {
                var payload = TokenEnd(text, header + 1);
                if (payload > header + 1 && payload < text.Length && text[payload] == '.')
                {
                    length = TokenEnd(text, payload + 1) - start;
                    return true;
                }
            }

            // Whatever begins inside of it ends where it does.
            start = header;
        }

        length = 0;
        return false;
    }

    private static bool TryFindPrivateKey(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        start = from;
        while (TryIndexOf(text, "-----BEGIN "u8, start, out start))
        {
            var lineEnd = text[(start + 11)..].IndexOf("-----"u8);
            if (lineEnd >= 0 && text.Slice(start + 11, lineEnd).EndsWith("PRIVATE KEY"u8))
            {
                // A key whose end is cut off goes to the end of the text.
                var end = text[start..].IndexOf("PRIVATE KEY-----"u8);
                var second = text[(start + end + 16)..].IndexOf("PRIVATE KEY-----"u8);
                length = second < 0 ? text.Length - start : end + 16 + second + 16;
                return true;
            }

            start += 11;
        }

        length = 0;
        return false;
    }

    private static bool TryFindBearer(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        start = from;
        length = 0;
        while (text.Length - start > 6 + ShortestBearer)
        {
            var offset = text[start..].IndexOfAny((byte)'b', (byte)'B');
            if (offset < 0 || (start += offset) + 6 >= text.Length)
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(text.Slice(start, 6), "bearer"u8))
            {
                var at = start + 6;
                while (at < text.Length && IsSpace(text[at]))
                {
                    at++;
                }

                var end = at;
                while (end < text.Length && IsBearerCharacter(text[end]))
                {
                    end++;
                }

                if (at > start + 6 && end - at >= ShortestBearer)
                {
                    length = end - start;
                    return true;
                }
            }

            start++;
        }

        return false;
    }

    private bool TryFindAssignment(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        var at = from;
        while (at < text.Length)
        {
            var offset = text[at..].IndexOfAny((byte)'=', (byte)':');
            if (offset < 0)
            {
                break;
            }

            at += offset;
            if (at > 0 && IsDigit(text[at - 1]) && at + 1 < text.Length && IsDigit(text[at + 1]))
            {
                // A time of day.
                at++;
                continue;
            }

            var name = NameBefore(text, at);
            if (!name.IsEmpty && keys.Find(name).IsSecret)
            {
                (start, length) = ValueAfter(text, at + 1);
                if (length > 0)
                {
                    return true;
                }
            }

            at++;
        }

        start = length = 0;
        return false;
    }

    private static ReadOnlySpan<byte> NameBefore(ReadOnlySpan<byte> text, int at)
    {
        var end = at;
        while (end > 0 && (IsSpace(text[end - 1]) || text[end - 1] is (byte)'"' or (byte)'\'' or (byte)'\\'))
        {
            end--;
        }

        var start = end;
        while (start > 0 && IsTokenCharacter(text[start - 1]))
        {
            start--;
        }

        return text[start..end];
    }

    private static (int Start, int Length) ValueAfter(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (IsSpace(text[at]) || text[at] is (byte)'"' or (byte)'\'' or (byte)'\\'))
        {
            at++;
        }

        var end = ValueEnd(text, at);
        if (text[at..end].StartsWith(Mask))
        {
            return (at, 0);
        }

        // "Authorization: Basic abc": the scheme is no secret, what follows is.
        var isScheme =
            Ascii.EqualsIgnoreCase(text[at..end], "basic"u8)
            || Ascii.EqualsIgnoreCase(text[at..end], "bearer"u8)
            || Ascii.EqualsIgnoreCase(text[at..end], "digest"u8);
        return isScheme && end + 1 < text.Length ? (at, ValueEnd(text, end + 1) - at) : (at, end - at);
    }

    private static int ValueEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && !IsSpace(text[at]) && !"\"'\\&;,<>"u8.Contains(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int TokenEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && IsTokenCharacter(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsDigit(byte c) => char.IsAsciiDigit((char)c);

    private static bool IsTokenCharacter(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'-';

    private static bool IsBearerCharacter(byte c) => IsTokenCharacter(c) || "._~+/="u8.Contains(c);

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static bool IsUuid(ReadOnlySpan<byte> text) =>
        text.Length == 36 && System.Buffers.Text.Utf8Parser.TryParse(text, out Guid _, out var used) && used == 36;

    private static bool TryIndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, int from, out int at)
    {
        var offset = from < text.Length ? text[from..].IndexOf(part) : -1;
        at = offset < 0 ? text.Length : from + offset;
        return offset >= 0;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Match(int Start, int Length)
    {
        public Match Earlier(int start, int length) => start < Start ? new Match(start, length) : this;
    }
}
