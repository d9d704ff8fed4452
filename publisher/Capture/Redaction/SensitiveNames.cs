using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// Which names of fields hold secrets. Entries match whole words of a name (split at <c>_</c>, <c>-</c>, <c>.</c>, spaces,
/// camel case and digits), so that company or japan is not pan; an entry of two words matches two words in a row, and
/// its letters run together. Entries of six letters or more also match the beginning and the end of a word, because
/// names without separators exist (passwordconfirm).
/// </summary>
internal sealed class SensitiveNames
{
    private const int LongEntry = 6;

    private static readonly string[] DefaultWords =
    [
        "password",
        "passwd",
        "pwd",
        "secret",
        "token",
        "bearer",
        "authorization",
        "cookie",
        "session",
        "credential",
        "api_key",
        "apikey",
        "private_key",
        "otp",
        "one_time",
        "mfa",
        "pin_code",
        "cvv",
        "cvc",
        "cid_code",
        "card_number",
        "cardnumber",
        "pan",
        "track_data",
        "expiry",
        "iban",
        "account_number",
        "bsb",
        "routing_number",
        "ssn",
        "tax_file_number",
        "tfn",
        "passport",
        "licence_number",
        "license_number",
        "medicare",
        "document_number",
        "security_answer",
    ];

    private static readonly string[] DefaultExact =
    [
        "pin",
        "auth",
        "auto_login_token",
        "access_token",
        "refresh_token",
        "id_token",
        "client_secret",
        "code_verifier",
        "recaptcha",
        "captcha",
    ];

    private static readonly string[] DefaultKept =
    [
        "bonus_code",
        "promo_code",
        "error_code",
        "token_type",
        "pan_masked",
        "deposit_limit",
        "has_password",
        "password_strength",
    ];

    private readonly List<string[]> _phrases = [];
    private readonly List<string> _long = [];
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <param name="more">Names that hold secrets besides the usual ones.</param>
    /// <param name="kept">Names that look like secrets and hold none.</param>
    public SensitiveNames(IEnumerable<string> more, IEnumerable<string> kept)
    {
        foreach (var entry in DefaultWords.Concat(more))
        {
            var words = Words(entry);
            var squashed = string.Concat(words);
            _phrases.Add(words);
            _exact.Add(squashed);
            if (words.Length == 1 && squashed.Length >= LongEntry)
            {
                _long.Add(squashed);
            }
        }

        _exact.UnionWith(DefaultExact.Select(Squash));
        _kept.UnionWith(DefaultKept.Concat(kept).Select(Squash));
    }

    /// <summary>The letters and digits of a name in lower case: <c>phone_number</c> and <c>phoneNumber</c> are one.</summary>
    public static string Squash(string name) => string.Concat(Words(name));

    public bool IsSecret(string name)
    {
        var words = Words(name);
        var squashed = string.Concat(words);
        if (_kept.Contains(squashed))
        {
            return false;
        }

        return _exact.Contains(squashed)
            || _phrases.Exists(phrase => Holds(words, phrase))
            || Array.Exists(
                words,
                word =>
                    _long.Exists(entry =>
                        word.StartsWith(entry, StringComparison.Ordinal)
                        || word.EndsWith(entry, StringComparison.Ordinal)
                    )
            );
    }

    private static bool Holds(string[] words, string[] phrase)
    {
        for (var start = 0; start + phrase.Length <= words.Length; start++)
        {
            var matched = 0;
            while (matched < phrase.Length && IsWord(words[start + matched], phrase[matched]))
            {
                matched++;
            }

            if (matched == phrase.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(string word, string entry) =>
        word.Equals(entry)
        || (word.Length == entry.Length + 1 && word[^1] == 's' && word.StartsWith(entry, StringComparison.Ordinal));

    private static string[] Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c))
            {
                Flush();
                continue;
            }

            if (word.Length > 0 && Splits(name, i))
            {
                Flush();
            }

            word.Append(char.ToLowerInvariant(c));
        }

        Flush();
        return [.. words];

        void Flush()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    // accessToken, URLToken (before the last capital of a run), password2, 2fa.
    private static bool Splits(string name, int i)
    {
        var (before, here) = (name[i - 1], name[i]);
        if (char.IsDigit(before) != char.IsDigit(here))
        {
            return true;
        }

        return char.IsUpper(here)
            && (char.IsLower(before) || (char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1])));
    }
}
