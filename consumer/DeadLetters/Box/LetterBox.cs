using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>
/// The dead-letter subscription. Walks take turns, since what one of them holds another one does not see: a short one
/// keeps the turn to its end, a long one takes it for each of its steps and leaves what it passes over in
/// <see cref="Held"/>, so that letters can be looked at while a replay runs.
/// </summary>
internal sealed class LetterBox(
    ISubscription subscription,
    bool isEmulator,
    TimeSpan lease,
    TimeProvider timeProvider,
    ILogger<LetterBox> logger
) : ILetterSource, IDisposable
{
    // Pub/Sub may answer with nothing although there is something; emulators do not.
    private static readonly TimeSpan[] Doubts =
    [
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromMilliseconds(400),
        TimeSpan.FromSeconds(1),
    ];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GivenBack _givenBack = new(timeProvider);

    /// <summary>What a running job has passed over and holds.</summary>
    public HeldLetters Held { get; } = new();

    /// <summary>How long letters stay out of sight when the process that holds them dies.</summary>
    public TimeSpan Lease => lease;

    /// <summary>Waits for the turn; disposing of the result ends it.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    public ILetterWalk Walk() =>
        new LetterWalk(subscription, _givenBack, isEmulator ? [] : Doubts, lease, timeProvider, logger);

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
