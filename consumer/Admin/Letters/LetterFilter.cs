using System.Text.Json.Serialization;
using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>Which letters are meant; a member that is absent excludes none. Text is compared without case.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LetterFilter
{
    /// <summary>The letter's reason, e.g. <c>ROW_REFUSED</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The attempt's action, e.g. <c>signup</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Letters from this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Letters before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Ids of letters, or of events.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Text that the detail contains.</summary>
    public string? Detail { get; init; }

    internal bool Matches(DeadLetter letter) =>
        Is(Reason, letter.Reason)
        && Is(Action, letter.Action)
        && (From is not { } from || letter.Time >= from)
        && (To is not { } to || letter.Time < to)
        && (Ids is not { } ids || ids.Contains(letter.Id) || (letter.EventId is { } id && ids.Contains(id)))
        && (string.IsNullOrEmpty(Detail) || letter.Detail.Contains(Detail, StringComparison.OrdinalIgnoreCase));

    /// <summary>The filter in words, for the audit log and the page.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        Add("reason", Reason);
        Add("action", Action);
        Add("from", From is { } from ? Rfc3339.Format(from) : null);
        Add("to", To is { } to ? Rfc3339.Format(to) : null);
        Add(
            "ids",
            Ids is { } ids
                ? $"{string.Join(' ', ids.Take(5))}{(ids.Count > 5 ? $" and {ids.Count - 5} more" : "")}"
                : null
        );
        Add("detail", Detail);
        return parts.Count == 0 ? "all letters" : string.Join(", ", parts);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name} {value.ReplaceLineEndings(" ")}");
            }
        }
    }

    private static bool Is(string? wanted, string? value) =>
        string.IsNullOrEmpty(wanted) || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}
