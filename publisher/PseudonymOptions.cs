namespace NextCode.Attempts.Publisher;

/// <summary>
/// Email and phone as keyed hashes (HMAC-SHA256), so that equal ones can be counted and none can be read. The email's
/// domain and the phone's country calling code stay: <c>hmac-KEYID-HEX@gmail.com</c>, <c>+61-hmac-KEYID-HEX</c>. Where the
/// same request repeats the email or phone elsewhere, it is masked there.
/// </summary>
public sealed class PseudonymOptions
{
    /// <summary>Names the key, to tell values of different keys apart. Letters, digits, <c>_</c>; required with a key.</summary>
    public string? KeyId { get; set; }

    /// <summary>The key, base64, at least 32 bytes. Default: none, and email and phone stay as they are.</summary>
    public string? Key { get; set; }
}
