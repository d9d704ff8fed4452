using System.Text.Json.Serialization;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>What is in a root.</summary>
internal sealed record SpoolReport(string Directory, IReadOnlyList<ProducerReport> Producers, int Quarantined)
{
    /// <summary>Stretches that cannot be read, in spools and set aside.</summary>
    public int Corrupt =>
        Quarantined + Producers.Sum(producer => producer.Segments.Sum(segment => segment.Corrupt.Count));

    /// <summary>Attempts not sent yet.</summary>
    public long Unsent => Producers.Sum(producer => producer.Unsent);
}

/// <summary>What is in the spool of one process start.</summary>
/// <param name="Producer">The process start.</param>
/// <param name="Service">The API's name; null where no header can be read.</param>
/// <param name="InUse">A process works on it: what it says here is a moment's.</param>
/// <param name="Unsent">Attempts not sent yet.</param>
/// <param name="Running">Handlers that began and did not end: those the process died in, where it is not in use.</param>
/// <param name="Oldest">When the oldest attempt not sent yet was appended.</param>
/// <param name="Segments">Its files.</param>
internal sealed record ProducerReport(
    string Producer,
    string? Service,
    bool InUse,
    long Unsent,
    int Running,
    DateTimeOffset? Oldest,
    IReadOnlyList<SegmentReport> Segments
);

/// <summary>What is in one file.</summary>
internal sealed record SegmentReport(
    int Segment,
    long Bytes,
    long Attempts,
    long Unsent,
    long? FirstSequence,
    long? LastSequence,
    long TornBytes,
    IReadOnlyList<CorruptReport> Corrupt
);

/// <summary>A stretch that cannot be read.</summary>
internal sealed record CorruptReport(long Offset, int Bytes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(SpoolReport))]
internal sealed partial class SpoolReportJson : JsonSerializerContext;
