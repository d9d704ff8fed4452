using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Whom an alert reaches.</summary>
internal static class Channel
{
    /// <exception cref="FormatException">It is neither <c>email:…</c> nor <c>slack:#…</c>.</exception>
    public static (string Kind, IReadOnlyList<string> Addresses) Parse(string channel)
    {
        var parts = channel.Split(':', 2);
        string[] addresses =
            parts.Length == 2
                ? parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : [];
        return parts[0] switch
        {
            "email"
                when addresses.Length > 0
                    && addresses.All(address => address.IndexOf('@', StringComparison.Ordinal) > 0) => (
                "email",
                addresses
            ),
            "slack" when addresses is [['#', _, ..]] => ("slack", addresses),
            _ => throw new FormatException(
                $"{channel} is no channel: write email:a@example.com,b@example.com or slack:#channel."
            ),
        };
    }

    /// <summary>Metabase takes alerts for a channel that is not set up, and never sends them: say so.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<string> channels, JsonNode properties)
    {
        var kinds = channels.Select(channel => Parse(channel).Kind).ToHashSet(StringComparer.Ordinal);
        if (kinds.Contains("email") && properties["email-configured?"]?.GetValue<bool>() != true)
        {
            yield return "Metabase has no mail server set up: alerts by email are kept but never sent.";
        }

        if (kinds.Contains("slack") && properties["slack-token-valid?"]?.GetValue<bool>() != true)
        {
            yield return "Metabase has no valid Slack token: alerts to Slack are kept but never sent.";
        }
    }
}
