using Microsoft.Extensions.Options;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Gives the spool a directory where none is configured: durable unless somebody says otherwise.</summary>
/// <param name="service">Whose spool it is.</param>
/// <param name="applicationData">The user's directory for such data; empty where he has none.</param>
/// <param name="onCloudRun">Whether what is called a disk is memory.</param>
internal sealed class SpoolDefaults(string service, string applicationData, bool onCloudRun)
    : IPostConfigureOptions<SpoolOptions>
{
    // Of the container contract of Cloud Run: set in every service.
    private const string CloudRunService = "K_SERVICE";

    /// <summary>The defaults of this machine.</summary>
    public static SpoolDefaults Here(string service) =>
        new(
            service,
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CloudRunService))
        );

    /// <inheritdoc/>
    public void PostConfigure(string? name, SpoolOptions options)
    {
        options.MemoryOnly ??= options.Directory is null && (onCloudRun || applicationData.Length == 0);
        if (options.Directory is null && options.MemoryOnly is false)
        {
            options.Directory = Path.Combine(applicationData, "nextcode-attempts", FileName(service));
        }
    }

    private static string FileName(string service) =>
        string.Concat(service.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}
