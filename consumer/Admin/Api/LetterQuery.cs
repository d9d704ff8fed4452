using System.ComponentModel;
using NextCode.Attempts.Consumer.Admin.Letters;

namespace NextCode.Attempts.Consumer.Admin.Api;

/// <summary>The query of a list.</summary>
internal sealed record LetterQuery(
    [property: Description("At most so many letters, 1 to 1,000; more means 1,000. Default 100.")] int? Limit,
    [property: Description("Only letters of this reason, e.g. ROW_REFUSED.")] string? Reason,
    [property: Description("Only letters of this action, e.g. signup.")] string? Action,
    [property: Description("The `next` of the page before; or a time, for letters before it.")] string? Before,
    [property: Description("Only letters from this time on, RFC 3339.")] string? From,
    [property: Description("Only letters before this time, RFC 3339.")] string? To,
    [property: Description("Only letters whose detail contains this.")] string? Detail
)
{
    public const int MaxLimit = 1000;
    private const int DefaultLimit = 100;

    public int EffectiveLimit => Math.Min(Limit ?? DefaultLimit, MaxLimit);

    /// <summary>The cursor, where <c>before</c> is one.</summary>
    public string? Cursor => string.IsNullOrEmpty(Before) || Time(Before) is not null ? null : Before;

    /// <summary>Every value that makes no sense, in words; empty when all do.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Limit < 1)
        {
            errors["limit"] = ["limit must be 1 or more."];
        }

        // A form sends what was left empty.
        foreach (var (name, text) in new[] { ("from", From), ("to", To) })
        {
            if (!string.IsNullOrEmpty(text) && Time(text) is null)
            {
                errors[name] = [$"{name} is not a time such as 2026-01-31T12:00:00Z."];
            }
        }

        return errors;
    }

    private static DateTimeOffset? Time(string? text) => Rfc3339.TryParse(text, out var time) ? time : null;

    public LetterFilter ToFilter() =>
        new()
        {
            Reason = Reason,
            Action = Action,
            From = Time(From),
            To = Time(Before) is { } before && !(Time(To) < before) ? before : Time(To),
            Detail = Detail,
        };
}
