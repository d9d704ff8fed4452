namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>A directory that goes with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("attempts-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
