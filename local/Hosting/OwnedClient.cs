namespace NextCode.Attempts.Local.Hosting;

/// <summary>A client that goes with the host, in the order of the parts.</summary>
internal sealed class OwnedClient(IDisposable client) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
