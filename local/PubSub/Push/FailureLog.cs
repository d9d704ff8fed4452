namespace NextCode.Attempts.Local.PubSub.Push;

/// <summary>
/// Decides which outcomes are worth a line: the first failure, then the first success after it, and no new pair within
/// a minute, so that one bad message among good ones does not fill the console. Not thread-safe.
/// </summary>
internal sealed class FailureLog(TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private bool _isFailing;
    private long? _toldAt;

    public bool Tells(bool isFailure)
    {
        if (isFailure == _isFailing || (isFailure && _toldAt is { } last && time.GetElapsedTime(last) < Silence))
        {
            return false;
        }
        _isFailing = isFailure;
        _toldAt = time.GetTimestamp();
        return true;
    }
}
