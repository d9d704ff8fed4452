using NextCode.Attempts.Consumer.DeadLetters.Box;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>Where a job sends letters.</summary>
internal interface ILetterSink
{
    /// <summary>Takes letters and counts what came of each.</summary>
    /// <returns>Those that it has durably: they are taken away where they were.</returns>
    /// <exception cref="Google.GoogleApiException">It failed for too long.</exception>
    /// <exception cref="Store.StoreException">It could not be written.</exception>
    /// <exception cref="OperationCanceledException">The job was asked to stop.</exception>
    Task<List<LeasedLetter>> TakeAsync(List<LeasedLetter> letters, JobTally tally, CancellationToken stopping);
}
