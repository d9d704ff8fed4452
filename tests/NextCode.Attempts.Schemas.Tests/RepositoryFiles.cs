using System.Runtime.CompilerServices;

namespace NextCode.Attempts.Tests;

/// <summary>Finds files of the repository from a test, by where this source file lies.</summary>
internal static class RepositoryFiles
{
    public static string Path(string relative, [CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "../..", relative)
        );
}
