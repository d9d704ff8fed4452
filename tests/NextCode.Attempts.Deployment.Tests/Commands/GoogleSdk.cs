namespace NextCode.Attempts.Deployment.Tests.Commands;

/// <summary>The installed gcloud SDK, as a library.</summary>
internal static class GoogleSdk
{
    /// <summary>Runs Python with the SDK's directory in the variable <c>SDK_ROOT</c>.</summary>
    public static async Task<ToolResult> RunPythonAsync(string code, params string[] arguments)
    {
        var info = await Tool.RunAsync("gcloud", ["info", "--format=value(installation.sdk_root)"]);
        Assert.That(info.ExitCode, Is.Zero, info.Error);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SDK_ROOT"] = info.Output.Trim() };
        return await Tool.RunAsync("python3", ["-c", code, .. arguments], environment);
    }
}
