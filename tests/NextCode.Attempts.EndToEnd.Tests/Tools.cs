namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Programs of other people that a machine may have.</summary>
internal static class Tools
{
    /// <summary>Where a program is; null where it is not on the PATH.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Passes the test over, loudly; fails it instead where the gate demands every tool.</summary>
    public static string Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("ATTEMPTS_REQUIRE_TOOLS") == "1")
        {
            Assert.Fail($"NOT TESTED: {reason}.");
        }

        TestContext.Error.WriteLine($"NOT TESTED: {TestContext.CurrentContext.Test.FullName}: {reason}.");
        Assert.Ignore($"NOT TESTED: {reason}.");
        return reason;
    }
}
