using NextCode.Attempts.Local.BigQuery.Jobs;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Waits for a job as long as the client allows.</summary>
internal static class Waiting
{
    /// <returns>False when the time was over first.</returns>
    public static async Task<bool> ForAsync(Job job, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        if (job.Done.IsCompleted)
        {
            return true;
        }

        try
        {
            await job.Done.WaitAsync(time, clock, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
