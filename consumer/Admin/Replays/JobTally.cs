using NextCode.Attempts.Consumer.Admin.Patching;
using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>Counts what a job does.</summary>
internal sealed class JobTally
{
    /// <summary>The outcome of an example that would become a row.</summary>
    public const string Succeeds = "succeeds";

    private const int MaxExamplesEach = 3;
    private const int MaxExamples = 60;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _byReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _failedByReason = new(StringComparer.Ordinal);
    private readonly List<JobExample> _examples = [];
    private long _replayed;
    private long _wouldSucceed;
    private long _failed;
    private long _passedOver;
    private long _archived;

    public JobTally() { }

    /// <summary>Goes on where a job was cut off.</summary>
    public JobTally(JobStatus status)
    {
        _byReason = new(status.ByReason, StringComparer.Ordinal);
        _failedByReason = new(status.FailedByReason, StringComparer.Ordinal);
        _examples = [.. status.Examples];
        (_replayed, _wouldSucceed) = (status.Replayed, status.WouldSucceed);
        (_failed, _passedOver, _archived) = (status.Failed, status.PassedOver, status.Archived);
    }

    public long Replayed => Interlocked.Read(ref _replayed);

    /// <summary>Letters the job came to, those of a dry run included.</summary>
    public long Seen
    {
        get
        {
            lock (_lock)
            {
                return _replayed + _wouldSucceed + _failed + _archived;
            }
        }
    }

    public void PutBack(DeadLetter letter) => Count(letter, ref _replayed, null, null);

    public void Succeed(DeadLetter letter, IReadOnlyList<FieldChange>? diff) =>
        Count(
            letter,
            ref _wouldSucceed,
            new JobExample(letter.Id, letter.EventId, letter.Reason, Succeeds, null, diff),
            null
        );

    public void Fail(DeadLetter letter, string reason, string? detail, IReadOnlyList<FieldChange>? diff = null) =>
        Count(
            letter,
            ref _failed,
            new JobExample(letter.Id, letter.EventId, letter.Reason, reason, detail, diff),
            reason
        );

    public void PutAway(DeadLetter letter) => Count(letter, ref _archived, null, null);

    public void PassOver()
    {
        lock (_lock)
        {
            _passedOver++;
        }
    }

    public JobStatus Fill(JobStatus status)
    {
        lock (_lock)
        {
            return status with
            {
                Seen = _replayed + _wouldSucceed + _failed + _archived,
                Replayed = _replayed,
                WouldSucceed = _wouldSucceed,
                Failed = _failed,
                PassedOver = _passedOver,
                Archived = _archived,
                ByReason = new Dictionary<string, long>(_byReason),
                FailedByReason = new Dictionary<string, long>(_failedByReason),
                Examples = [.. _examples],
            };
        }
    }

    private void Count(DeadLetter letter, ref long count, JobExample? example, string? failure)
    {
        lock (_lock)
        {
            count++;
            _byReason[letter.Reason] = _byReason.GetValueOrDefault(letter.Reason) + 1;
            if (failure is not null)
            {
                _failedByReason[failure] = _failedByReason.GetValueOrDefault(failure) + 1;
            }

            if (
                example is not null
                && _examples.Count < MaxExamples
                && _examples.Count(known => IsAlike(known, example)) < MaxExamplesEach
            )
            {
                _examples.Add(example);
            }
        }
    }

    private static bool IsAlike(JobExample one, JobExample other) =>
        one.Reason == other.Reason && one.Outcome == other.Outcome;
}
