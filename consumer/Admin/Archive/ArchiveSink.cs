using NextCode.Attempts.Consumer.Admin.Replays;
using NextCode.Attempts.Consumer.DeadLetters.Box;

namespace NextCode.Attempts.Consumer.Admin.Archive;

/// <summary>Moves letters to the archive.</summary>
internal sealed class ArchiveSink(LetterArchive archive) : ILetterSink
{
    public async Task<List<LeasedLetter>> TakeAsync(
        List<LeasedLetter> letters,
        JobTally tally,
        CancellationToken stopping
    )
    {
        await archive.AddAsync([.. letters.Select(static leased => leased.Letter)]);
        foreach (var (letter, _) in letters)
        {
            tally.PutAway(letter);
        }

        return letters;
    }
}
