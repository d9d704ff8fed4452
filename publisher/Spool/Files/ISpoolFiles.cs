namespace NextCode.Attempts.Publisher.Spool.Files;

/// <summary>
/// What the spool needs of a file system, small enough to be simulated with all that can go wrong. All members throw
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal interface ISpoolFiles
{
    /// <summary>Creates a directory and those above it; nothing where it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Names of the directories in a directory; none where it is not there.</summary>
    IReadOnlyList<string> Directories(string path);

    /// <summary>Names of the files in a directory; none where it is not there.</summary>
    IReadOnlyList<string> Files(string path);

    /// <summary>Creates a file that must not be there, with room for so many bytes.</summary>
    ISpoolFile Create(string path, long preallocate);

    /// <summary>Opens a file that must be there.</summary>
    ISpoolFile Open(string path, bool writable);

    /// <summary>Deletes a file; nothing where it is not there.</summary>
    void Delete(string path);

    /// <summary>Deletes an empty directory; nothing where it is not there.</summary>
    void DeleteDirectory(string path);

    /// <summary>
    /// Locks a file against every other process and every other call, until disposed or the process ends; null when
    /// somebody else has it, or when it is not there and not to be created.
    /// </summary>
    IDisposable? TryLock(string path, bool create);
}
