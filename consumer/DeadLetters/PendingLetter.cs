using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>A letter on its way, and the delivery that waits for it.</summary>
internal sealed class PendingLetter(PubSubMessage message, long bytes)
{
    private readonly TaskCompletionSource _published = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PubSubMessage Message { get; } = message;

    public long Bytes { get; } = bytes;

    public Task Published => _published.Task;

    public void Settle() => _published.TrySetResult();

    public void Fail(Exception exception) => _published.TrySetException(exception);
}
