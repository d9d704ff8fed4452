using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.DeadLetters.Box;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>
/// Runs one job. A letter is sent first, and taken away where it was only after that: whenever the process dies, the letter
/// is at one of the two places or, for a moment, at both, as the same event. So nothing needs to be remembered.
/// </summary>
internal sealed class ReplayRunner
{
    private const long MaxCallBytes = 9_000_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ReplayJob _job;
    private readonly ILetterSink _sink;
    private readonly LetterBox _box;
    private readonly JobJournal _journal;
    private readonly Retries _retries;
    private readonly TimeProvider _timeProvider;
    private readonly Pace _pace;

    // Sent, and not settled: when they come again they are only settled.
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <param name="job">The job.</param>
    /// <param name="sink">Where its letters go.</param>
    /// <param name="box">Whose turn it is at the letters.</param>
    /// <param name="journal">Keeps how far the job is.</param>
    /// <param name="timeProvider">The clock.</param>
    public ReplayRunner(ReplayJob job, ILetterSink sink, LetterBox box, JobJournal journal, TimeProvider timeProvider)
    {
        _job = job;
        _sink = sink;
        _box = box;
        _journal = journal;
        _timeProvider = timeProvider;
        _retries = new Retries(timeProvider);
        _pace = new Pace(job.Request.RatePerSecond, timeProvider);
    }

    private bool IsEnough => _job.Request.Max is { } max && _job.Reserved >= max;

    /// <summary>Works until every letter was seen, the bound is reached, or the job is asked to stop.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    /// <exception cref="GoogleApiException">Something it needs failed for too long.</exception>
    public async Task RunAsync(ILetterSource source)
    {
        var began = _timeProvider.GetTimestamp();
        await using var walk = source.Walk();
        try
        {
            while (!IsEnough)
            {
                var letters = await NextAsync(walk);
                if (letters.Count > 0)
                {
                    await TakeAsync(walk, letters);
                }
                else if (_job.IsResumed && _timeProvider.GetElapsedTime(began) < _box.Lease)
                {
                    // The dead process held letters that nobody sees before its leases run out.
                    await Task.Delay(Pause, _timeProvider, _job.Stopping);
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            _box.Held.Clear();
        }
    }

    private async Task<IReadOnlyList<LeasedLetter>> NextAsync(ILetterWalk walk)
    {
        using var turn = await _box.TakeTurnAsync(_job.Stopping);
        var letters = await _retries.RunAsync(() => walk.NextAsync(PubSubLimits.MessagesPerCall), _job.Stopping);
        foreach (var (letter, _) in letters)
        {
            _box.Held.Add(letter);
        }

        return letters;
    }

    private async Task TakeAsync(ILetterWalk walk, IReadOnlyList<LeasedLetter> letters)
    {
        var own = new List<LeasedLetter>(letters.Count);
        var again = new List<LeasedLetter>();
        foreach (var leased in letters)
        {
            if (_taken.Contains(leased.Letter.Id))
            {
                again.Add(leased);
            }
            else if (IsOwn(leased.Letter))
            {
                own.Add(leased);
            }
            else
            {
                _job.Tally.PassOver();
            }
        }

        await SettleAsync(walk, again);
        while (own.Count > 0 && !IsEnough)
        {
            var step = Step(own);
            own.RemoveRange(0, step.Count);
            await _pace.WaitAsync(step.Count, _job.Stopping);
            using var turn = await _box.TakeTurnAsync(_job.Stopping);
            await ReplayAsync(walk, step);
            await _journal.SaveAsync(_job, isUrgent: false);
        }
    }

    // What the filter names and was there when the job began: neither what comes meanwhile nor what comes back.
    private bool IsOwn(DeadLetter letter) =>
        letter.ReplayJob != _job.Id
        && letter.PublishTime <= _job.StartedAt
        && _job.Request.Filter?.Matches(letter) is not false;

    private List<LeasedLetter> Step(List<LeasedLetter> letters)
    {
        var most = _job.Request.Max is { } max ? Math.Min(_pace.Step, max - _job.Reserved) : _pace.Step;
        var step = new List<LeasedLetter>();
        var bytes = 0L;
        foreach (var leased in letters)
        {
            bytes += leased.Letter.Original.Data.Length + 4096;
            if (step.Count == most || (step.Count > 0 && bytes > MaxCallBytes))
            {
                break;
            }

            step.Add(leased);
        }

        return step;
    }

    private async Task ReplayAsync(ILetterWalk walk, List<LeasedLetter> letters)
    {
        _job.Reserved += letters.Count;
        if (_job.Request is { Max: not null, DryRun: false })
        {
            await _journal.SaveAsync(_job, isUrgent: true); // After a crash the bound still holds.
        }

        var taken = await _sink.TakeAsync(letters, _job.Tally, _job.Stopping);
        _taken.UnionWith(taken.Select(static leased => leased.Letter.Id));
        await SettleAsync(walk, taken);
    }

    private async Task SettleAsync(ILetterWalk walk, List<LeasedLetter> letters)
    {
        if (letters.Count == 0)
        {
            return;
        }

        await _retries.RunAsync(
            async () =>
            {
                await walk.SettleAsync(letters);
                return true;
            },
            CancellationToken.None
        );
        foreach (var (letter, _) in letters)
        {
            _taken.Remove(letter.Id);
            _box.Held.Remove(letter);
        }
    }
}
