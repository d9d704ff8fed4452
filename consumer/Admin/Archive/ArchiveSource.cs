using NextCode.Attempts.Consumer.DeadLetters.Box;

namespace NextCode.Attempts.Consumer.Admin.Archive;

/// <summary>The archive as a place where letters wait.</summary>
internal sealed class ArchiveSource(LetterArchive archive) : ILetterSource
{
    public ILetterWalk Walk() => new ArchiveWalk(archive);

    private sealed class ArchiveWalk(LetterArchive archive) : ILetterWalk
    {
        private Queue<ArchiveIndex>? _files;
        private readonly Dictionary<string, ArchiveIndex> _known = new(StringComparer.Ordinal);

        public async Task<IReadOnlyList<LeasedLetter>> NextAsync(int max)
        {
            _files ??= new Queue<ArchiveIndex>(await archive.IndexesAsync());
            while (_files.TryDequeue(out var index))
            {
                _known[index.File] = index;
                var letters = await archive.ReadAsync(index);
                if (letters.Count > 0)
                {
                    return [.. letters.Select(letter => new LeasedLetter(letter, index.File))];
                }
            }

            return [];
        }

        public async Task SettleAsync(IReadOnlyList<LeasedLetter> letters)
        {
            foreach (var file in letters.GroupBy(static letter => letter.Lease, StringComparer.Ordinal))
            {
                var ids = file.Select(static leased => leased.Letter.Id);
                _known[file.Key] = await archive.RemoveAsync(_known[file.Key], ids);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
