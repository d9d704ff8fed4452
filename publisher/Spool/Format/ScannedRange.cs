namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>A range of a segment's bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Header">The record; of damage what its header says, as far as that is credible.</param>
internal readonly record struct ScannedRange(ScannedKind Kind, int Offset, int Length, RecordHeader Header);
