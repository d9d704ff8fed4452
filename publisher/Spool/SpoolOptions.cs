namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Where attempts wait until Pub/Sub has them, and how much may wait.</summary>
public sealed class SpoolOptions
{
    /// <summary>
    /// Where attempts are kept on disk; processes of one machine may share it. Default:
    /// <c>nextcode-attempts/SERVICE</c> in the user's local application data (<c>~/.local/share</c>,
    /// <c>%LOCALAPPDATA%</c>). It should be a local disk that outlives the process.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// Whether attempts are held in memory only, for where there is no disk that outlives the process; then a kill loses
    /// what was not sent yet. Default: where no <see cref="Directory"/> is set, on Cloud Run (whose disk is memory) and
    /// where the user has no local application data.
    /// </summary>
    public bool? MemoryOnly { get; set; }

    /// <summary>
    /// What attempts on disk may take together, in bytes, those adopted from dead processes included. Default 1 GiB, at
    /// least 4 segments.
    /// </summary>
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>
    /// How long an attempt may wait on disk. Default 30 days, at least 1 min. At the bound it goes, and is counted: what
    /// is personal must not stay for ever.
    /// </summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The length of one file, made ready beforehand, in bytes. Default 16 MiB, 64 KiB to 1 GiB. At a bound the attempts
    /// of one file go together; an attempt longer than a file is cut to fit.
    /// </summary>
    public int SegmentBytes { get; set; } = 16 << 20;

    /// <summary>
    /// How often what was appended is made to survive a power cut; a kill of the process it always survives. Default
    /// 1 s, up to 1 min. Zero: at every append, and the request waits for the disk.
    /// </summary>
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether a handler's beginning is noted, so that a process that dies inside it leaves a row with PROCESS_CRASHED.
    /// Default true. Needs a directory.
    /// </summary>
    public bool Intents { get; set; } = true;

    /// <summary>How often spools of dead processes are looked for. Default 30 s, 1 s to 1 h; and at start.</summary>
    public TimeSpan AdoptionInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What attempts held in memory may take together, in bytes. Default 64 MiB, at least 1 MiB. Memory is used where
    /// there is no directory, and while the disk is full or cannot be written.
    /// </summary>
    public long MemoryBytes { get; set; } = 64L << 20;

    /// <summary>Which attempts go at a bound; each is counted. Default: the oldest.</summary>
    public SpoolPolicy AtBound { get; set; } = SpoolPolicy.DropOldest;

    internal IEnumerable<string> Validate()
    {
        if (Directory is { } directory && string.IsNullOrWhiteSpace(directory))
        {
            yield return $"{nameof(Directory)} is blank; a path, or nothing for the default.";
        }

        if (Directory is not null && MemoryOnly is true)
        {
            yield return $"{nameof(Directory)} is set, and so is {nameof(MemoryOnly)}; one of the two.";
        }

        if (SegmentBytes is < 64 << 10 or > 1 << 30)
        {
            yield return $"{nameof(SegmentBytes)} is {SegmentBytes}; 65536 (64 KiB) to 1073741824 (1 GiB).";
        }

        if (MaxBytes < 4L * SegmentBytes)
        {
            yield return $"{nameof(MaxBytes)} is {MaxBytes}; at least four times {nameof(SegmentBytes)}, {4L * SegmentBytes}.";
        }

        if (MaxAge < TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(MaxAge)} is {MaxAge}; at least 1 min.";
        }

        if (SyncInterval < TimeSpan.Zero || SyncInterval > TimeSpan.FromMinutes(1))
        {
            yield return $"{nameof(SyncInterval)} is {SyncInterval}; 0 to 1 min.";
        }

        if (AdoptionInterval < TimeSpan.FromSeconds(1) || AdoptionInterval > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(AdoptionInterval)} is {AdoptionInterval}; 1 s to 1 h.";
        }

        if (MemoryBytes < 1 << 20)
        {
            yield return $"{nameof(MemoryBytes)} is {MemoryBytes}; at least 1048576 (1 MiB).";
        }

        if (!Enum.IsDefined(AtBound))
        {
            yield return $"{nameof(AtBound)} is {AtBound}; DropOldest or DropNewest.";
        }
    }
}
