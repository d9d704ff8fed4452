namespace NextCode.Attempts.Local.Tests;

/// <summary>A directory of its own for one test, gone with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("attempts-local-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
