using NextCode.Attempts.Google;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>
/// Keeps one kind of resource in being: tries until the other part is up, then looks again now and then, because that
/// part may be restarted with another data directory.
/// </summary>
/// <param name="name">What it waits for, as in "waiting for …".</param>
/// <param name="ensureAsync">Creates what is missing.</param>
/// <param name="time">The clock.</param>
internal sealed class Provisioner(string name, Func<CancellationToken, Task> ensureAsync, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>What it waits for.</summary>
    public string Name => name;

    /// <summary>Why the last look failed; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether everything was there at the last look.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Ends when everything was there for the first time.</summary>
    public Task Done => _done.Task;

    /// <summary>Looks once.</summary>
    /// <returns>Whether everything is there now.</returns>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ensureAsync(cancellationToken);
            IsDone = true;
            Problem = null;
            _done.TrySetResult();
        }
        catch (GoogleApiException exception)
        {
            // The part is not up, or was just started anew: the next look is soon.
            IsDone = false;
            Problem = exception.Message;
        }

        return IsDone;
    }

    /// <summary>Goes on looking until it is disposed of.</summary>
    public void Start() => _running = RunAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(cancellationToken);
                await Task.Delay(IsDone ? CheckInterval : RetryInterval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
