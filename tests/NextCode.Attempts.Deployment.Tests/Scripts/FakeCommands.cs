namespace NextCode.Attempts.Deployment.Tests.Scripts;

/// <summary>A directory of stand-ins for programs, put before PATH: what a script calls is recorded, and answered by ours.</summary>
internal sealed class FakeCommands : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("attempts-deployment-").FullName;

    private string CallsFile => Path.Combine(Directory, "calls");

    /// <summary>Every call, one a line.</summary>
    public IReadOnlyList<string> Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{Directory}:{System.Environment.GetEnvironmentVariable("PATH")}",
        };

    /// <summary>A program that records its call and then runs this shell text.</summary>
    public void Add(string program, string shell)
    {
        var path = Path.Combine(Directory, program);
        File.WriteAllText(path, $"#!/usr/bin/env bash\necho \"{program} $*\" >> '{CallsFile}'\n{shell}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
