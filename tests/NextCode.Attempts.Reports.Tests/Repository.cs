namespace NextCode.Attempts.Reports.Tests;

/// <summary>The files of the repository these tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "NextCode.Attempts.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No NextCode.Attempts.sln in {start} or above it.");
    }
}
