using System.Diagnostics;

namespace NextCode.Attempts.Publisher.Tests;

/// <summary>Waits for what another thread brings about; the bound only ends a test that has failed.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Bound)
            {
                Assert.Fail($"It did not come to pass within {Bound}: {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
