using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>From what an API says to a code of the catalogue.</summary>
internal sealed class ErrorMap
{
    /// <summary>No text takes longer than this to match; one that would is not matched.</summary>
    public static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(50);

    private const int LongestMatched = 512;

    // What GraphQL servers say by convention (Apollo's built-in codes) and the seeds' own words.
    private static readonly (string Raw, ErrorCode Code)[] Usual =
    [
        ("BAD_USER_INPUT", ErrorCode.ValidationFailed),
        ("GRAPHQL_VALIDATION_FAILED", ErrorCode.MalformedRequest),
        ("GRAPHQL_PARSE_FAILED", ErrorCode.MalformedRequest),
        ("BAD_REQUEST", ErrorCode.MalformedRequest),
        ("PERSISTED_QUERY_NOT_FOUND", ErrorCode.MalformedRequest),
        ("INTERNAL_SERVER_ERROR", ErrorCode.InternalError),
        ("TOO_MANY_REQUESTS", ErrorCode.RateLimited),
        ("VALIDATION_ERROR", ErrorCode.ValidationFailed),
        ("USER_ALREADY_EXISTS", ErrorCode.UserExists),
        ("SERVICE_UNAVAILABLE", ErrorCode.UpstreamUnavailable),
        ("GATEWAY_TIMEOUT", ErrorCode.UpstreamTimeout),
    ];

    // ASP.NET's own texts: DataAnnotations and System.Text.Json.
    private static readonly (string Pattern, string Code)[] UsualTexts =
    [
        (@"^The .{1,100} field is required\.$", "FIELD_REQUIRED"),
        (@"^JSON deserialization for type .* was missing required properties", "FIELD_REQUIRED"),
        (@"^The JSON value could not be converted to ", "FIELD_INVALID"),
        (@"^The field .{1,100} must be a string .* with a maximum length", "FIELD_TOO_LONG"),
        (@"^The .{1,100} field is not a valid e-mail address\.$", "EMAIL_INVALID"),
    ];

    private readonly FrozenDictionary<string, ErrorCode> _codes;
    private readonly (Regex Pattern, ErrorCode Code)[] _texts;

    public ErrorMap(IEnumerable<KeyValuePair<string, string>> codes, IEnumerable<(string Pattern, string Code)> texts)
    {
        var all = new Dictionary<string, ErrorCode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (raw, code) in Usual)
        {
            all[raw] = code;
        }

        foreach (var (raw, code) in codes)
        {
            if (ErrorCode.TryParse(code, out var known))
            {
                all[raw] = known;
            }
        }

        _codes = all.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _texts =
        [
            .. texts
                .Concat(UsualTexts)
                .Where(text => ErrorCode.TryParse(text.Code, out _))
                .Select(text =>
                    (
                        new Regex(
                            text.Pattern,
                            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                            MatchTimeout
                        ),
                        ErrorCode.TryParse(text.Code, out var code) ? code : ErrorCode.Unknown
                    )
                ),
        ];
    }

    /// <summary>Maps a code: as configured, as the catalogue has it, or as the catalogue has it in other letters (<c>emailTaken</c>).</summary>
    public ErrorCode? FindCode(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        raw = raw.Trim();
        if (_codes.TryGetValue(raw, out var code) || ErrorCode.TryParse(raw, out code))
        {
            return code;
        }

        var upper = UpperSnake(raw);
        return _codes.TryGetValue(upper, out code) || ErrorCode.TryParse(upper, out code) ? code : null;
    }

    /// <summary>Maps a text for people by the configured patterns, the first that matches.</summary>
    public ErrorCode? FindText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var matched = text.Length > LongestMatched ? text[..LongestMatched] : text;
        foreach (var (pattern, code) in _texts)
        {
            try
            {
                if (pattern.IsMatch(matched))
                {
                    return code;
                }
            }
            catch (RegexMatchTimeoutException)
            {
                // A pattern too slow for this text does not match it: the text stays in error_raw.
            }
        }

        return null;
    }

    private static string UpperSnake(string raw)
    {
        var result = new StringBuilder(raw.Length + 8);
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (!char.IsLetterOrDigit(c))
            {
                result.Append('_');
                continue;
            }

            if (i > 0 && char.IsUpper(c) && char.IsLower(raw[i - 1]))
            {
                result.Append('_');
            }

            result.Append(char.ToUpperInvariant(c));
        }

        return result.ToString();
    }
}
