using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>Masks secrets in a URL's query: parameters by name, and any value by shape.</summary>
internal sealed class QueryRedactor(KeyTable keys, TextRedactor text)
{
    // Besides the names of secrets anywhere: what links in e-mails and redirects carry.
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
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

    private const string Mask = "[REDACTED]";

    // A document's literals are secrets that only its parser could find.
    private static readonly string[] GraphQLParameters = ["query", "variables", "extensions"];

    /// <summary>Redacts a query without its question mark.</summary>
    public string? Query(string? query, Workspace workspace, bool graphQL = false)
    {
        query = query?.TrimStart('?');
        if (string.IsNullOrEmpty(query))
        {
            return null;
        }

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
            + (query is null ? "" : "?" + Query(query, workspace))
            + (fragment is null ? "" : "#" + Query(fragment, workspace));
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
