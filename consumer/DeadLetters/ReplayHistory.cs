using System.Text;
using NextCode.Attempts.Consumer.Ingest;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>
/// What was done to a message that became a letter again: one line for each time it was put back, oldest first. Lines
/// that have no room in an attribute's 1,024 bytes go, the oldest first. Who it was stands in the audit log, by the job.
/// </summary>
internal static class ReplayHistory
{
    /// <summary>The history with one line more.</summary>
    /// <param name="letter">The letter before it is put back.</param>
    /// <param name="job">The job that does it.</param>
    /// <param name="now">When.</param>
    /// <param name="change">What is changed in the data, paths without values; null for nothing.</param>
    public static string Append(DeadLetter letter, string job, DateTimeOffset now, string? change)
    {
        var line = $"{letter.Replays + 1} {Rfc3339.Format(now)} job={job} was={letter.Reason}";
        if (change is not null)
        {
            line = $"{line} patch={change}";
        }

        var lines = new List<string>(letter.History) { Cut(line) };
        while (
            lines.Count > 1 && Encoding.UTF8.GetByteCount(string.Join('\n', lines)) > PubSubLimits.AttributeValueBytes
        )
        {
            lines.RemoveAt(0);
        }

        return string.Join('\n', lines);
    }

    public static IReadOnlyList<string> Lines(string? history) =>
        string.IsNullOrEmpty(history) ? [] : history.Split('\n');

    private static string Cut(string line)
    {
        while (Encoding.UTF8.GetByteCount(line) > PubSubLimits.AttributeValueBytes)
        {
            line = line[..^1];
        }

        return line;
    }
}
