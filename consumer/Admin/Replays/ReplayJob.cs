namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>One job: what it was asked, how far it is, and how to stop it.</summary>
internal sealed class ReplayJob : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobStatus _status;

    public ReplayJob(string id, ReplayRequest request, string startedBy, DateTimeOffset now)
    {
        Tally = new JobTally();
        _status = new JobStatus
        {
            Id = id,
            State = JobState.Running,
            DryRun = request.DryRun,
            StartedAt = now,
            StartedBy = startedBy,
            Request = request,
        };
    }

    /// <summary>A job of a process before this one.</summary>
    public ReplayJob(JobStatus status)
    {
        Tally = new JobTally(status);
        _status = status;
        IsResumed = true;
        if (status.State is not JobState.Running)
        {
            _ended.SetResult();
        }
    }

    public string Id => _status.Id;

    public ReplayRequest Request => _status.Request;

    public DateTimeOffset StartedAt => _status.StartedAt;

    public JobTally Tally { get; }

    /// <summary>Whether another process began it.</summary>
    public bool IsResumed { get; }

    /// <summary>Letters that count towards the request's bound, those under way included.</summary>
    public long Reserved { get; set; }

    /// <summary>Asked to end before its time.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Done when the job has ended, whatever way.</summary>
    public Task Ended => _ended.Task;

    public bool IsRunning => Status.State is JobState.Running;

    public JobStatus Status
    {
        get
        {
            lock (_lock)
            {
                return Tally.Fill(_status);
            }
        }
    }

    public void Stop() => _stop.Cancel();

    public void Note(string note)
    {
        lock (_lock)
        {
            if (!_status.Notes.Contains(note))
            {
                _status = _status with { Notes = [.. _status.Notes, note] };
            }
        }
    }

    public void End(JobState state, DateTimeOffset now)
    {
        lock (_lock)
        {
            _status = _status with { State = state, FinishedAt = now };
        }
    }

    /// <summary>Says that it has ended, and that this is written down.</summary>
    public void Close() => _ended.TrySetResult();

    public void Dispose() => _stop.Dispose();
}
