namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The names drop reasons have in metrics and logs.</summary>
internal static class DropReasons
{
    public static string Name(DropReason reason) =>
        reason switch
        {
            DropReason.SpoolFull => "spool_full",
            DropReason.Expired => "expired",
            DropReason.MemoryFull => "memory_full",
            DropReason.Stopped => "stopped",
            DropReason.Refused => "refused",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a drop reason."),
        };
}
