namespace NextCode.Attempts.Local.Hosting;

/// <summary>The directory of all state.</summary>
internal static class DataDirectory
{
    /// <summary>Creates the directory where it is missing and makes sure of being able to write in it.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="StartException">It cannot be written.</exception>
    public static string Prepare(string path)
    {
        try
        {
            var full = Directory.CreateDirectory(path).FullName;
            var probe = Path.Combine(full, $".probe-{Environment.ProcessId}");
            using (File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose))
            {
                return full;
            }
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartException($"--data {path} cannot be written: {exception.Message}", exception);
        }
    }
}
