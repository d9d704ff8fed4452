namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Waits for what must become true, by looking again and again until a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer is right.</summary>
    /// <returns>The right answer.</returns>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> ask,
        Func<T, bool> isRight,
        string expectation,
        TimeSpan? deadline = null
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(started) > (deadline ?? Deadline))
            {
                Assert.Fail(
                    $"{expectation}: not within {(deadline ?? Deadline).TotalSeconds} s; the last answer was {answer}."
                );
            }

            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    /// <summary>Asks until the answer is yes.</summary>
    public static Task BecomesTrueAsync(Func<Task<bool>> ask, string expectation) =>
        GetAsync(ask, static yes => yes, expectation);
}
