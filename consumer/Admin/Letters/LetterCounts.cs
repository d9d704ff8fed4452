using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>How many letters there are, by reason and age.</summary>
public sealed class LetterCounts
{
    /// <summary>The ages, youngest first: a letter counts for the first one it is younger than.</summary>
    public static IReadOnlyList<(string Name, TimeSpan Below)> Ages { get; } =
    [
        ("last hour", TimeSpan.FromHours(1)),
        ("last day", TimeSpan.FromDays(1)),
        ("last week", TimeSpan.FromDays(7)),
        ("older", TimeSpan.MaxValue),
    ];

    private readonly DateTimeOffset _now;
    private readonly SortedDictionary<string, int[]> _reasons = new(StringComparer.Ordinal);

    internal LetterCounts(DateTimeOffset now) => _now = now;

    /// <summary>Counts of each age, by reason.</summary>
    public IReadOnlyDictionary<string, int[]> Reasons => _reasons;

    /// <summary>All letters counted.</summary>
    public int Total => _reasons.Values.Sum(static ages => ages.Sum());

    /// <summary>Whether every letter was counted.</summary>
    public bool IsComplete { get; internal set; }

    internal void Add(DeadLetter letter)
    {
        if (!_reasons.TryGetValue(letter.Reason, out var ages))
        {
            _reasons[letter.Reason] = ages = new int[Ages.Count];
        }

        var age = _now - letter.PublishTime;
        ages[Ages.Index().First(candidate => age < candidate.Item.Below).Index]++;
    }
}

/// <summary>What the page begins with.</summary>
/// <param name="Counts">All letters, by reason and age.</param>
/// <param name="Letters">Those on the page, newest first.</param>
/// <param name="Matched">How many match.</param>
/// <param name="Next">The next page's cursor.</param>
public sealed record LetterOverview(LetterCounts Counts, IReadOnlyList<DeadLetter> Letters, int Matched, string? Next);
