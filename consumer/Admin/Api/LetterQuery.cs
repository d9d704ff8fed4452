using System.ComponentModel;
using NextCode.Attempts.Consumer.Admin.Letters;

namespace NextCode.Attempts.Consumer.Admin.Api;

/// <summary>The query of a list.</summary>
internal sealed record LetterQuery(
    [property: Description("At most so many letters, 1 to 1,000; more means 1,000. Default 100.")] int? Limit,
    [property: Description("Only letters of this reason, e.g. ROW_REFUSED.")] string? Reason,
    [property: Description("Only letters of this action, e.g. signup.")] string? Action,
    [property: Description("The `next` of the page before; or a time, for letters before it.")] string? Before,
    [property: Description("Only letters from this time on.")] DateTimeOffset? From,
    [property: Description("Only letters before this time.")] DateTimeOffset? To,
    [property: Description("Only letters whose detail contains this.")] string? Detail
)
{
    public const int MaxLimit = 1000;
    private const int DefaultLimit = 100;

    public int EffectiveLimit => Math.Min(Limit ?? DefaultLimit, MaxLimit);

    /// <summary>The cursor, where <c>before</c> is one.</summary>
    public string? Cursor => string.IsNullOrEmpty(Before) || BeforeTime is not null ? null : Before;

    private DateTimeOffset? BeforeTime => Rfc3339.TryParse(Before, out var time) ? time : null;

    public LetterFilter ToFilter() =>
        new()
        {
            Reason = Reason,
            Action = Action,
            From = From,
            To = BeforeTime is { } before && !(To < before) ? before : To,
            Detail = Detail,
        };
}
