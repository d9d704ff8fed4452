using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>
/// One way through the letters: each comes at most once. At its end everything that was not settled is given back.
/// </summary>
internal interface ILetterWalk : IAsyncDisposable
{
    /// <summary>The next letters; none when all have come.</summary>
    /// <exception cref="GoogleApiException">They could not be had.</exception>
    Task<IReadOnlyList<LeasedLetter>> NextAsync(int max);

    /// <summary>Takes letters away for good.</summary>
    /// <exception cref="GoogleApiException">They may still be there.</exception>
    Task SettleAsync(IReadOnlyList<LeasedLetter> letters);
}
