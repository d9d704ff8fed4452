using NextCode.Attempts.Local.PubSub.Storage;

namespace NextCode.Attempts.Local.PubSub.Operations;

/// <summary>
/// A change to topics or subscriptions, alone in its transaction. <paramref name="write"/> writes and returns what
/// changes memory once that is committed.
/// </summary>
internal sealed class ResourceOperation<T>(Func<Func<T>> write) : WriteOperation
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<T>? _remember;

    public Task<T> Completion => _completion.Task;

    public override int Rows => 1;

    public override bool RunsAlone => true;

    public override void Apply() => _remember = write();

    public override void Committed() => _completion.SetResult(_remember!());

    public override void Failed(Exception error) => _completion.SetException(error);
}

internal static class ResourceOperations
{
    /// <summary>Runs a change of topics or subscriptions and returns what it yields once it is durable.</summary>
    public static async Task<T> ChangeAsync<T>(this WriteLoop loop, Func<Func<T>> write)
    {
        var operation = new ResourceOperation<T>(write);
        await loop.EnqueueAsync(operation);
        return await operation.Completion;
    }
}
