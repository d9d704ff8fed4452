namespace NextCode.Attempts.Local.Hosting;

/// <summary>A part that runs: stopped gracefully within a bounded time.</summary>
internal sealed class StartedPart(WebApplication app, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        try
        {
            await app.StopAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // What it could not finish in time is cut off.
        }

        await app.DisposeAsync();
    }
}
