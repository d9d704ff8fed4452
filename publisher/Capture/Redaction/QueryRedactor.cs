using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>Masks secrets in a URL's query: parameters by name, and any value by shape.</summary>
internal sealed class QueryRedactor(KeyTable keys, TextRedactor text)
{
    // Besides the names of secrets anywhere: what links in e-mails and redirects carry.
    public static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "token",
        "code",
        "key",
        "sig",
        "signature",
        "password",
        "email_token",
        "reset",
        "otp",
        "state",
        "session",
    };

    private const int LongestQuick = 512;
    private const string Https = "https://";
    private const string Mask = "[REDACTED]";

    // A document's literals are secrets that only its parser could find.
    private static readonly string[] GraphQLParameters = ["query", "variables", "extensions"];

    /// <summary>Redacts a query without its question mark.</summary>
    public ReadOnlySpan<char> Query(ReadOnlySpan<char> query, Workspace workspace, bool graphQL = false)
    {
        query = query.TrimStart('?');
        return query.IsEmpty || (!graphQL && IsClean(query)) ? query : Masked(query.ToString(), workspace, graphQL);
    }

    private string Masked(string query, Workspace workspace, bool graphQL)
    {
        var result = new StringBuilder(query.Length);
        foreach (var pair in query.Split('&'))
        {
            if (result.Length > 0)
            {
                result.Append('&');
            }

            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            if (equals >= 0 && (IsSecret(Decode(name)) || (graphQL && GraphQLParameters.Contains(Decode(name)))))
            {
                workspace.Secrets.Note(Encoding.UTF8.GetBytes(Decode(value)));
                result.Append(name).Append('=').Append(Mask);
            }
            else
            {
                result.Append(
                    HoldsSecret(Decode(pair), workspace)
                        ? equals < 0
                            ? Mask
                            : $"{name}={Mask}"
                        : pair
                );
            }
        }

        return result.ToString();
    }

    /// <summary>Redacts a URL: its query, its fragment, and the user's part of its authority.</summary>
    public string? Url(string? url, Workspace workspace)
    {
        if (string.IsNullOrEmpty(url))
        {
            return null;
        }

        if (IsCleanUrl(url))
        {
            return url;
        }

        var fragment = Cut(ref url, '#');
        var query = Cut(ref url, '?');
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var slash = url.IndexOf('/', scheme + 3);
            var at = url.LastIndexOf('@', (slash < 0 ? url.Length : slash) - 1);
            if (at > scheme)
            {
                url = string.Concat(url.AsSpan(0, scheme + 3), url.AsSpan(at + 1));
            }
        }

        var path = HoldsSecret(Decode(url), workspace) ? Mask : url;
        return path
            + (query is null ? "" : "?" + Query(query, workspace).ToString())
            + (fragment is null ? "" : "#" + Query(fragment, workspace).ToString());
    }

    // What has no escapes and no secrets stays as it is: the usual case, without allocating.
    private bool IsClean(ReadOnlySpan<char> query)
    {
        if (query.Length > LongestQuick || query.IndexOfAny("%+{[") >= 0 || !Ascii.IsValid(query))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[query.Length];
        Encoding.ASCII.GetBytes(query, bytes);
        if (SecretHints.Any(bytes, equals: false))
        {
            return false;
        }

        var rest = (ReadOnlySpan<byte>)bytes;
        while (!rest.IsEmpty)
        {
            var and = rest.IndexOf((byte)'&');
            var pair = and < 0 ? rest : rest[..and];
            rest = and < 0 ? [] : rest[(and + 1)..];
            var equals = pair.IndexOf((byte)'=');
            var name = keys.Find(equals < 0 ? pair : pair[..equals]);
            if (name.IsSecret || name.IsDroppedInQueries || pair[(equals + 1)..].Contains((byte)'='))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsCleanUrl(ReadOnlySpan<char> url)
    {
        // The scheme's colon is no assignment.
        var rest = url.StartsWith(Https) ? url[Https.Length..] : url;
        var query = rest.IndexOf('?');
        var path = query < 0 ? rest : rest[..query];
        if (path.Length > LongestQuick || path.IndexOfAny('@', '#', '%') >= 0 || !Ascii.IsValid(path))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[path.Length];
        Encoding.ASCII.GetBytes(path, bytes);
        return !(SecretHints.Any(bytes) && text.MayHold(bytes))
            && (query < 0 || (!rest[query..].Contains('#') && IsClean(rest[(query + 1)..])));
    }

    private bool IsSecret(string name) => Dropped.Contains(name) || keys.Find(Encoding.UTF8.GetBytes(name)).IsSecret;

    private bool HoldsSecret(string value, Workspace workspace)
    {
        var output = workspace.RentScratch();
        var found = text.Redact(Encoding.UTF8.GetBytes(value), output);
        workspace.ReturnScratch(output);
        return found;
    }

    private static string Decode(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));

    private static string? Cut(ref string text, char at)
    {
        var index = text.IndexOf(at);
        if (index < 0)
        {
            return null;
        }

        var rest = text[(index + 1)..];
        text = text[..index];
        return rest;
    }
}
