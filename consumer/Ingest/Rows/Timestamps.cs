using System.Buffers.Text;
using System.Text;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>Times as events have them.</summary>
internal static class Timestamps
{
    // BigQuery takes rows streamed into day partitions from five years back to one year ahead
    // (cloud.google.com/bigquery/docs/streaming-data-into-bigquery, "Streaming into partitioned tables").
    private const int YearsBack = 5;
    private const int YearsAhead = 1;

    /// <summary>Reads RFC 3339, or whole seconds, milliseconds or microseconds since 1970 by the number's size.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (!text.IsEmpty && Utf8Parser.TryParse(text, out long number, out var consumed) && consumed == text.Length)
        {
            // The ranges cannot be mistaken for each other: each covers 1973 to 5138 in its unit.
            const long Second = 100_000_000_000;
            switch (number)
            {
                case >= Second / 1000 and < Second:
                    time = DateTimeOffset.FromUnixTimeSeconds(number);
                    return true;
                case >= Second and < Second * 1000:
                    time = DateTimeOffset.FromUnixTimeMilliseconds(number);
                    return true;
                case >= Second * 1000 and < Second * 1_000_000:
                    time = DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond);
                    return true;
                default:
                    return false;
            }
        }

        return text.Length <= 64 && Rfc3339.TryParse(Encoding.UTF8.GetString(text), out time);
    }

    /// <summary>Whether BigQuery takes a streamed row of this time into its partition.</summary>
    public static bool IsInPartitionRange(DateTimeOffset time, DateTimeOffset now) =>
        time >= now.AddYears(-YearsBack) && time <= now.AddYears(YearsAhead);
}
