using NextCode.Attempts.Consumer.Admin.Archive;
using NextCode.Attempts.Consumer.Admin.Replays.DryRun;
using NextCode.Attempts.Consumer.Admin.Store;
using NextCode.Attempts.Consumer.DeadLetters.Box;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>The jobs this service knows: one at a time, since what one holds another one does not see.</summary>
internal sealed class ReplayJobs(
    [FromKeyedServices(ReplayJobs.MainTopic)] ITopic topic,
    LetterBox box,
    ITable table,
    RowBuilder builder,
    FileStores stores,
    JobJournal journal,
    TimeProvider timeProvider,
    ILogger<ReplayJobs> logger
) : IHostedService, IDisposable
{
    /// <summary>The key of the topic that letters go back to.</summary>
    public const string MainTopic = "main";

    private const int MaxKnown = 50;

    private readonly Lock _lock = new();
    private readonly List<ReplayJob> _oldestFirst = [];
    private bool _isStopping;

    /// <summary>Whether there is an archive.</summary>
    public bool HasArchive => stores.Store is not null;

    private LetterArchive Archive => new(stores.Store!, timeProvider);

    /// <summary>The jobs, newest first.</summary>
    public IReadOnlyList<JobStatus> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _oldestFirst.AsEnumerable().Reverse().Select(static job => job.Status)];
            }
        }
    }

    public ReplayJob? Find(string id)
    {
        lock (_lock)
        {
            return _oldestFirst.Find(job => job.Id == id);
        }
    }

    /// <summary>Starts a job, unless one runs.</summary>
    /// <returns>The job that runs now, and whether it is the new one.</returns>
    public (ReplayJob Job, bool IsNew) Start(ReplayRequest request, string startedBy)
    {
        ReplayJob job;
        lock (_lock)
        {
            if (_oldestFirst.Find(static known => known.IsRunning) is { } running)
            {
                return (running, IsNew: false);
            }

            var now = timeProvider.GetUtcNow();
            job = new ReplayJob(Guid.CreateVersion7(now).ToString("n"), request, startedBy, now);
            _oldestFirst.Add(job);
            if (_oldestFirst.Count > MaxKnown)
            {
                _oldestFirst[0].Dispose();
                _oldestFirst.RemoveAt(0);
            }
        }

        _ = Task.Run(() => RunAsync(job));
        return (job, IsNew: true);
    }

    /// <summary>Goes on with what another process was cut off from.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await journal.LoadAsync();
        lock (_lock)
        {
            _oldestFirst.AddRange(known);
        }

        foreach (var job in known.Where(static job => job.IsRunning))
        {
            if (job.Request.DryRun || job != known[^1])
            {
                job.Note("The service ended while it ran.");
                job.End(JobState.Stopped, timeProvider.GetUtcNow());
                await journal.SaveAsync(job, isUrgent: true);
                job.Close();
            }
            else
            {
                job.Note(
                    "The service ended while it ran, and it went on. Letters put back in its last second may not be counted."
                );
                _ = Task.Run(() => RunAsync(job), CancellationToken.None);
            }
        }
    }

    /// <summary>Gives back what the running job holds; the next process goes on with it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ReplayJob? running;
        lock (_lock)
        {
            _isStopping = true;
            running = _oldestFirst.Find(static job => job.IsRunning);
        }

        if (running is not null)
        {
            running.Stop();
            await running.Ended.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var job in _oldestFirst)
        {
            job.Dispose();
        }
    }

    private async Task RunAsync(ReplayJob job)
    {
        var state = JobState.Failed;
        try
        {
            await journal.SaveAsync(job, isUrgent: true);
            var sink = await SinkAsync(job);
            await new ReplayRunner(job, sink, box, journal, timeProvider).RunAsync(
                job.Request.FromArchive ? new ArchiveSource(Archive) : box
            );
            state = JobState.Completed;
        }
        catch (OperationCanceledException) when (job.Stopping.IsCancellationRequested)
        {
            state = JobState.Stopped;
        }
        catch (Exception exception) when (exception is GoogleApiException or StoreException)
        {
            job.Note(exception.Message);
        }
        catch (Exception exception)
        {
            job.Note("An error of the service's own; its log says more.");
            Log.ReplayFailed(logger, exception, job.Id);
        }

        // A job that the end of the process stops is kept as running: the next process goes on with it.
        if (!_isStopping || job.Request.DryRun || state is not JobState.Stopped)
        {
            job.End(state, timeProvider.GetUtcNow());
            await journal.SaveAsync(job, isUrgent: true);
        }
        else
        {
            await journal.SaveAsync(job, isUrgent: true);
            job.End(state, timeProvider.GetUtcNow());
        }

        job.Close();
        var status = job.Status;
        Log.Audit(
            logger,
            status.StartedBy,
            status.DryRun ? "dry run ended" : "replay ended",
            $"job {status.Id} {status.State}, seen {status.Seen}, replayed {status.Replayed}, archived {status.Archived}, would succeed {status.WouldSucceed}, failed {status.Failed}"
        );
    }

    private async Task<ILetterSink> SinkAsync(ReplayJob job)
    {
        if (job.Request.ToArchive)
        {
            return new ArchiveSink(Archive);
        }

        var maker = new MessageMaker(job, timeProvider);
        return job.Request.DryRun
            ? new RehearsalSink(new Rehearsal(builder, await ReadTableAsync(job)), maker)
            : new TopicSink(topic, maker, new Retries(timeProvider));
    }

    private async Task<LiveTable?> ReadTableAsync(ReplayJob job)
    {
        const string NotAsked = "Rows were not checked against the table";
        try
        {
            if (await table.GetAsync(job.Stopping) is { } resource && LiveTable.Read(resource) is { } live)
            {
                return live;
            }

            job.Note($"{NotAsked}: there is no table {table.Name}.");
        }
        catch (GoogleApiException exception)
        {
            job.Note($"{NotAsked}: {exception.Message}");
        }

        return null;
    }
}
