using System.Text.Json;
using NextCode.Attempts.Consumer.Admin.Store;
using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Archive;

/// <summary>
/// Letters in files, NDJSON with an index beside each, where they outlive Pub/Sub's 31 days. Letters that were put back
/// are named in the index; a file of which all were is deleted.
/// </summary>
internal sealed class LetterArchive(IFileStore store, TimeProvider timeProvider)
{
    private const string Folder = "letters/";
    private const string IndexEnd = ".index.json";

    /// <summary>Writes letters down. When it returns they are kept durably.</summary>
    /// <exception cref="StoreException">They could not be written.</exception>
    public async Task AddAsync(IReadOnlyList<DeadLetter> letters)
    {
        var now = timeProvider.GetUtcNow();
        var name = $"{Folder}{now:yyyy-MM-dd'/'HHmmss}-{Guid.CreateVersion7(now):n}";
        using var lines = new MemoryStream();
        foreach (var letter in letters)
        {
            await JsonSerializer.SerializeAsync(lines, ArchivedLetter.Of(letter), AdminJson.Options);
            lines.WriteByte((byte)'\n');
        }

        // The index last: a file without one is of a run that was cut off, and its letters are still in Pub/Sub.
        await store.WriteAsync($"{name}.ndjson", lines.GetBuffer().AsMemory(0, (int)lines.Length));
        await WriteAsync(
            new ArchiveIndex
            {
                File = $"{name}.ndjson",
                Letters = letters.Count,
                Oldest = letters.Min(static letter => letter.Time),
                Newest = letters.Max(static letter => letter.Time),
                ByReason = letters.CountBy(static letter => letter.Reason).ToDictionary(),
            }
        );
    }

    /// <summary>All indexes, the oldest first.</summary>
    /// <exception cref="StoreException">They could not be read.</exception>
    public async Task<IReadOnlyList<ArchiveIndex>> IndexesAsync()
    {
        var indexes = new List<ArchiveIndex>();
        foreach (var name in await store.ListAsync(Folder))
        {
            if (
                name.EndsWith(IndexEnd, StringComparison.Ordinal)
                && await store.ReadAsync(name) is { } content
                && JsonSerializer.Deserialize<ArchiveIndex>(content, AdminJson.Options) is { } index
            )
            {
                indexes.Add(index);
            }
        }

        return indexes;
    }

    /// <summary>The letters of a file that were not put back yet.</summary>
    /// <exception cref="StoreException">They could not be read.</exception>
    public async Task<IReadOnlyList<DeadLetter>> ReadAsync(ArchiveIndex index)
    {
        var gone = index.Replayed.ToHashSet(StringComparer.Ordinal);
        using var lines = new MemoryStream(await store.ReadAsync(index.File) ?? []);
        using var reader = new StreamReader(lines);
        var letters = new List<DeadLetter>(index.Letters);
        while (await reader.ReadLineAsync() is { } line)
        {
            var letter = JsonSerializer.Deserialize<ArchivedLetter>(line, AdminJson.Options)!.ToLetter();
            if (!gone.Contains(letter.Id))
            {
                letters.Add(letter);
            }
        }

        return letters;
    }

    /// <summary>Takes letters away that were put back.</summary>
    /// <returns>The index as it is then.</returns>
    /// <exception cref="StoreException">They may still be there.</exception>
    public async Task<ArchiveIndex> RemoveAsync(ArchiveIndex index, IEnumerable<string> ids)
    {
        index = index with { Replayed = [.. index.Replayed.Union(ids)] };
        if (index.Replayed.Count < index.Letters)
        {
            await WriteAsync(index);
            return index;
        }

        await store.DeleteAsync(IndexName(index));
        await store.DeleteAsync(index.File);
        return index;
    }

    private static string IndexName(ArchiveIndex index) => index.File.Replace(".ndjson", IndexEnd);

    private Task WriteAsync(ArchiveIndex index) =>
        store.WriteAsync(IndexName(index), JsonSerializer.SerializeToUtf8Bytes(index, AdminJson.Options));
}
