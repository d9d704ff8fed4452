using System.Security.Cryptography;
using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>Email and phone as keyed hashes, see <see cref="PseudonymOptions"/>.</summary>
internal sealed class Pseudonyms
{
    // Country calling codes of one and two digits (ITU-T E.164, assigned codes); all others have three.
    private static readonly HashSet<string> ShortCodes =
    [
        .. "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".Split(
            ' '
        ),
    ];

    private readonly string _keyId;
    private readonly byte[] _key;

    private Pseudonyms(string keyId, byte[] key)
    {
        _keyId = keyId;
        _key = key;
    }

    /// <returns>Null where no key is given.</returns>
    public static Pseudonyms? Of(PseudonymOptions options) =>
        string.IsNullOrEmpty(options.Key) || string.IsNullOrEmpty(options.KeyId)
            ? null
            : new Pseudonyms(options.KeyId, Convert.FromBase64String(options.Key));

    public string Email(string email)
    {
        var clean = email.Trim().ToLowerInvariant();
        var at = clean.LastIndexOf('@');
        return Hash(clean) + (at < 0 ? "" : clean[at..]);
    }

    public string Phone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        var international = phone.TrimStart().StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        digits = international ? digits.TrimStart('0') : digits;
        return international && digits.Length > 3
            ? $"+{CallingCode(digits)}-{Hash("+" + digits)}"
            : Hash(digits.Length > 0 ? digits : phone);
    }

    private static string CallingCode(string digits) =>
        ShortCodes.Contains(digits[..1]) ? digits[..1]
        : ShortCodes.Contains(digits[..2]) ? digits[..2]
        : digits[..3];

    private string Hash(string value) =>
        $"hmac-{_keyId}-{Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value)))}";
}
