using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.DeadLetters.Box;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>Looks at letters and leaves them where they are.</summary>
internal sealed class LetterReader(LetterBox box, Browses browses, TimeProvider timeProvider)
{
    // So many letters are looked at where that is quick, so that up to here pages are in order and totals exact.
    private const int WellKnown = 5_000;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(250);

    // So many the page counts before it says "at least".
    private const int MaxCounted = 20_000;

    // More than this at once takes too long and too much memory; the page is then shorter.
    private const int MaxLooked = 250_000;
    private const long MaxPageBytes = 32 * 1024 * 1024;

    /// <summary>A page of letters that match, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="aborted">The caller went away: what is held is given back and the call ends.</param>
    /// <exception cref="GoogleApiException">The letters could not be had.</exception>
    /// <exception cref="UnknownCursorException">The cursor is not known any more.</exception>
    public async Task<LetterList> ListAsync(LetterFilter filter, int limit, string? cursor, CancellationToken aborted)
    {
        var started = timeProvider.GetTimestamp();

        // The clock is looked at once a call to Pub/Sub, not once a letter.
        var page = await PageAsync(filter, limit, cursor, counts: null, IsLong, aborted);
        return new LetterList([.. page.Letters.Select(LetterItem.Of)], page.Next, page.Matched + box.Held.Unseen);

        bool IsLong(int looked) =>
            looked >= WellKnown
            || (looked % PubSubLimits.MessagesPerCall == 0 && timeProvider.GetElapsedTime(started) > Quick);
    }

    /// <summary>The same, and how many letters there are by reason and age, as far as it looks.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public Task<LetterOverview> OverviewAsync(
        LetterFilter filter,
        int limit,
        string? cursor,
        CancellationToken aborted
    ) =>
        PageAsync(
            filter,
            limit,
            cursor,
            new LetterCounts(timeProvider.GetUtcNow()),
            static looked => looked >= MaxCounted,
            aborted
        );

    private async Task<LetterOverview> PageAsync(
        LetterFilter filter,
        int limit,
        string? cursor,
        LetterCounts? counts,
        Func<int, bool> isLong,
        CancellationToken aborted
    )
    {
        var shown = cursor is null ? [] : (browses.Find(cursor) ?? throw new UnknownCursorException()).Shown;
        var page = new PageBuilder(limit, MaxPageBytes);
        var matched = 0;
        var hasMore = false;
        await LookAsync(
            (letter, looked) =>
            {
                counts?.Add(letter);
                if (filter.Matches(letter))
                {
                    matched++;
                    if (!shown.Contains(letter.Id))
                    {
                        page.Add(letter);
                    }
                }

                hasMore = looked >= MaxLooked || (page.IsFull && isLong(looked));
                return hasMore;
            },
            aborted
        );

        var letters = page.NewestFirst();
        string? next = null;
        if (hasMore || page.HasLeftOut)
        {
            var browse = new Browse();
            browse.Shown.UnionWith(shown);
            browse.Shown.UnionWith(letters.Select(static letter => letter.Id));
            next = browses.Keep(browse);
        }

        counts ??= new LetterCounts(timeProvider.GetUtcNow());
        counts.IsComplete = !hasMore;
        return new LetterOverview(counts, letters, matched, next);
    }

    /// <summary>One letter, by its id or its event's; null where there is none.</summary>
    /// <exception cref="GoogleApiException">The letters could not be had.</exception>
    public async Task<DeadLetter?> FindAsync(string id, CancellationToken aborted)
    {
        var wanted = new LetterFilter { Ids = [id] };
        DeadLetter? found = null;
        await LookAsync(
            (letter, _) =>
            {
                found = wanted.Matches(letter) ? letter : null;
                return found is not null;
            },
            aborted
        );
        return found;
    }

    /// <summary>Looks at one letter after another, those that a job holds first, until it is told that it is enough.</summary>
    public async Task LookAsync(Func<DeadLetter, int, bool> isEnough, CancellationToken aborted)
    {
        using var turn = await box.TakeTurnAsync(aborted);
        var looked = 0;
        foreach (var letter in box.Held.Letters)
        {
            if (isEnough(letter, ++looked))
            {
                return;
            }
        }

        await using var walk = box.Walk();
        while (await walk.NextAsync(PubSubLimits.MessagesPerCall) is { Count: > 0 } letters)
        {
            aborted.ThrowIfCancellationRequested();
            if (letters.Any(leased => isEnough(leased.Letter, ++looked)))
            {
                return;
            }
        }
    }
}
