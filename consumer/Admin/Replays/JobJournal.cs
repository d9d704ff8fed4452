using System.Text.Json;
using NextCode.Attempts.Consumer.Admin.Store;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>
/// Keeps how far jobs are, so that the next process knows them and goes on with the one that was cut off. Only counts are
/// kept: which letters are left, Pub/Sub knows.
/// </summary>
internal sealed class JobJournal(IFileStore? store, TimeProvider timeProvider, ILogger<JobJournal> logger)
{
    private const string Folder = "replays/";
    private const int MaxKept = 50;

    // Cloud Storage takes about one write a second of one name.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _saved;

    /// <summary>Writes a job down.</summary>
    /// <param name="job">The job.</param>
    /// <param name="isUrgent">At once, rather than now and then.</param>
    public async Task SaveAsync(ReplayJob job, bool isUrgent)
    {
        if (store is null || (!isUrgent && _saved != 0 && timeProvider.GetElapsedTime(_saved) < Interval))
        {
            return;
        }

        _saved = timeProvider.GetTimestamp();
        try
        {
            var entry = new JournalEntry(job.Status, job.Reserved);
            await store.WriteAsync(
                $"{Folder}{job.Id}.json",
                JsonSerializer.SerializeToUtf8Bytes(entry, AdminJson.Options)
            );
        }
        catch (StoreException exception)
        {
            Log.JournalFailed(logger, job.Id, exception.Message);
        }
    }

    /// <summary>The jobs of processes before this one, oldest first; a file that cannot be read is none.</summary>
    public async Task<IReadOnlyList<ReplayJob>> LoadAsync()
    {
        if (store is null)
        {
            return [];
        }

        var jobs = new List<ReplayJob>();
        try
        {
            var names = await store.ListAsync(Folder);
            foreach (var name in names.SkipLast(MaxKept))
            {
                await store.DeleteAsync(name);
            }

            foreach (var name in names.TakeLast(MaxKept))
            {
                if (await store.ReadAsync(name) is { } content && Read(content, name) is { } entry)
                {
                    jobs.Add(new ReplayJob(entry.Status) { Reserved = entry.Reserved });
                }
            }
        }
        catch (StoreException exception)
        {
            Log.JournalFailed(logger, "before", exception.Message);
        }

        return jobs;
    }

    private JournalEntry? Read(byte[] content, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(content, AdminJson.Options);
        }
        catch (JsonException exception)
        {
            Log.JournalFailed(logger, name, exception.Message);
            return null;
        }
    }

    private sealed record JournalEntry(JobStatus Status, long Reserved);
}
