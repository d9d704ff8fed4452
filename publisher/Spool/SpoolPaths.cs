using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// How a root is laid out: <c>PRODUCER/</c> with a process's segments and checkpoint, <c>PRODUCER.lock</c> held by whoever
/// works on it, <c>quarantine/</c> with side files.
/// </summary>
internal static class SpoolPaths
{
    private const string LockExtension = ".lock";

    public static string Spool(string root, string producer) => Path.Combine(root, producer);

    /// <summary>Beside the spool, not in it: it is taken before the spool is there, and let go of after it is gone.</summary>
    public static string Lock(string root, string producer) => Path.Combine(root, producer + LockExtension);

    /// <summary>Whether a directory of the root is a spool: nothing else in the root is ever touched.</summary>
    public static bool IsProducer(string directory) =>
        directory.Length == ProducerIdentity.ProducerLength && directory.All(char.IsAsciiHexDigitLower);

    /// <summary>The producer whose lock a file is; null when it is none.</summary>
    public static string? ProducerOfLock(string file) =>
        file.EndsWith(LockExtension, StringComparison.Ordinal) && IsProducer(file[..^LockExtension.Length])
            ? file[..^LockExtension.Length]
            : null;

    /// <summary>Deletes a spool with all its files; its lock stays.</summary>
    public static void Delete(ISpoolFiles files, string root, string producer)
    {
        var path = Spool(root, producer);
        var directory = new SegmentDirectory(files, path);
        foreach (var number in directory.Numbers())
        {
            files.Delete(directory.PathOf(number));
        }

        // Last, so that a spool whose deletion is interrupted is not taken for one of which nothing is sent.
        files.Delete(directory.CheckpointPath);
        files.DeleteDirectory(path);
    }
}
