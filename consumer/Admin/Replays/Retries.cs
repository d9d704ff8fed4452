using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>Repeats a call that failed for a passing reason, for about half a minute.</summary>
internal sealed class Retries(TimeProvider timeProvider)
{
    private const int Most = 9;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <exception cref="GoogleApiException">It failed for good, or for too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken stopping)
    {
        for (var (tries, wait) = (0, First); ; tries++)
        {
            stopping.ThrowIfCancellationRequested();
            try
            {
                return await call();
            }
            catch (GoogleApiException exception) when (exception.Kind is not GoogleErrorKind.Permanent && tries < Most)
            {
                await Task.Delay(exception.RetryAfter ?? wait, timeProvider, stopping);
                wait = wait * 2 < Longest ? wait * 2 : Longest;
            }
        }
    }
}
