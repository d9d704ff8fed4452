using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.DeadLetters.Box;

namespace NextCode.Attempts.Consumer.Admin.Replays.DryRun;

/// <summary>Sends nothing, and counts what would come of it.</summary>
internal sealed class RehearsalSink(Rehearsal rehearsal, MessageMaker maker) : ILetterSink
{
    public Task<List<LeasedLetter>> TakeAsync(List<LeasedLetter> letters, JobTally tally, CancellationToken stopping)
    {
        foreach (var (letter, _) in letters)
        {
            var (message, changes) = maker.Make(letter);
            if (message is null)
            {
                continue;
            }

            if (rehearsal.Judge(message) is { } rejection)
            {
                tally.Fail(letter, rejection.Reason.ToWireName(), rejection.Detail, changes);
            }
            else
            {
                tally.Succeed(letter, changes);
            }
        }

        return Task.FromResult<List<LeasedLetter>>([]);
    }
}
