namespace NextCode.Attempts.Publisher.Spool;

/// <summary>A place in the log.</summary>
/// <param name="Segment">The segment's number, 1 for the first.</param>
/// <param name="Offset">Bytes from the segment's beginning.</param>
internal readonly record struct LogPosition(int Segment, long Offset) : IComparable<LogPosition>
{
    public static readonly LogPosition Start = new(0, 0);

    public int CompareTo(LogPosition other) => (Segment, Offset).CompareTo((other.Segment, other.Offset));

    public static bool operator <(LogPosition left, LogPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(LogPosition left, LogPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(LogPosition left, LogPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LogPosition left, LogPosition right) => left.CompareTo(right) >= 0;
}
