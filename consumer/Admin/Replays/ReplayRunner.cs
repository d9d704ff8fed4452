using System.Globalization;
using NextCode.Attempts.Consumer.Admin.Patching;
using NextCode.Attempts.Consumer.Admin.Replays.DryRun;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.DeadLetters.Box;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>
/// Runs one job. A letter is published to the main topic first and settled after that: whenever the process dies, the
/// letter is at one of the two places or, for a moment, at both, as the same event. So nothing needs to be remembered.
/// </summary>
internal sealed class ReplayRunner
{
    private const long MaxCallBytes = 9_000_000;
    private const string PatchFailed = "PATCH_FAILED";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ReplayJob _job;
    private readonly ITopic _topic;
    private readonly LetterBox _box;
    private readonly Rehearsal? _rehearsal;
    private readonly JobJournal _journal;
    private readonly Retries _retries;
    private readonly TimeProvider _timeProvider;
    private readonly Pace _pace;
    private readonly JsonPatch? _patch;

    // Published, and not settled: when they come again they are only settled.
    private readonly HashSet<string> _published = new(StringComparer.Ordinal);

    /// <param name="job">The job.</param>
    /// <param name="topic">The main topic.</param>
    /// <param name="box">Whose turn it is at the letters.</param>
    /// <param name="rehearsal">For a dry run, instead of publishing.</param>
    /// <param name="journal">Keeps how far the job is.</param>
    /// <param name="timeProvider">The clock.</param>
    public ReplayRunner(
        ReplayJob job,
        ITopic topic,
        LetterBox box,
        Rehearsal? rehearsal,
        JobJournal journal,
        TimeProvider timeProvider
    )
    {
        _job = job;
        _topic = topic;
        _box = box;
        _rehearsal = rehearsal;
        _journal = journal;
        _timeProvider = timeProvider;
        _retries = new Retries(timeProvider);
        _pace = new Pace(job.Request.RatePerSecond, timeProvider);
        _patch = job.Request.Patch is { } patch ? JsonPatch.Read(patch).Patch : null;
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
            if (_published.Contains(leased.Letter.Id))
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

        var outgoing = new List<(LeasedLetter Leased, PubSubMessage Message)>(letters.Count);
        foreach (var leased in letters)
        {
            var (message, changes) = Prepare(leased.Letter);
            if (message is null)
            {
                continue;
            }

            if (_rehearsal is null)
            {
                outgoing.Add((leased, message));
            }
            else if (_rehearsal.Judge(message) is { } rejection)
            {
                _job.Tally.Fail(leased.Letter, rejection.Reason.ToWireName(), rejection.Detail, changes);
            }
            else
            {
                _job.Tally.Succeed(leased.Letter, changes);
            }
        }

        if (outgoing.Count > 0)
        {
            await PublishAsync(walk, outgoing);
        }
    }

    private (PubSubMessage? Message, IReadOnlyList<FieldChange>? Changes) Prepare(DeadLetter letter)
    {
        var now = _timeProvider.GetUtcNow();
        if (_patch is null)
        {
            return (ReplayMessage.Create(letter, _job.Id, now), null);
        }

        try
        {
            var (data, changes) = LetterPatch.Apply(letter, _patch);
            return (ReplayMessage.Create(letter, _job.Id, now, data, _patch.ToString()), changes);
        }
        catch (PatchException exception)
        {
            _job.Tally.Fail(letter, PatchFailed, exception.Message);
            return (null, null);
        }
    }

    private async Task PublishAsync(ILetterWalk walk, List<(LeasedLetter Leased, PubSubMessage Message)> outgoing)
    {
        try
        {
            PubSubMessage[] messages = [.. outgoing.Select(static item => item.Message)];
            await _retries.RunAsync(() => _topic.PublishAsync(messages, CancellationToken.None), _job.Stopping);
        }
        catch (GoogleApiException exception) when (InsertPipeline.IsAboutContent(exception))
        {
            // One letter that Pub/Sub does not take holds no other back; it stays where it is.
            if (outgoing.Count == 1)
            {
                var status = ((int?)exception.Status)?.ToString(CultureInfo.InvariantCulture);
                _job.Tally.Fail(outgoing[0].Leased.Letter, "NOT_PUBLISHED", $"Pub/Sub refused the message: {status}");
                return;
            }

            var half = outgoing.Count / 2;
            await PublishAsync(walk, outgoing[..half]);
            await PublishAsync(walk, outgoing[half..]);
            return;
        }

        foreach (var (leased, _) in outgoing)
        {
            _job.Tally.PutBack(leased.Letter);
            _published.Add(leased.Letter.Id);
        }

        await SettleAsync(walk, [.. outgoing.Select(static item => item.Leased)]);
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
            _published.Remove(letter.Id);
            _box.Held.Remove(letter);
        }
    }
}
