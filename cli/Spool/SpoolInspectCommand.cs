using System.CommandLine;
using System.Text.Json;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Cli.Spool;

/// <summary><c>attempts spool inspect DIR</c>: what is in a spool's directory. Changes nothing.</summary>
internal static class SpoolInspectCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var directory = new Argument<string>("DIR")
        {
            Description = "The spool's directory, as the API's options name it.",
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON object." };
        var command = new Command(
            "inspect",
            "Shows segments, records, what is unsent and what is corrupt. Exit code 1 when anything is corrupt."
        )
        {
            directory,
            json,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(directory), parsed.GetValue(json), output, error));
        return command;
    }

    private static int Run(string directory, bool json, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(directory))
        {
            error.WriteLine($"{directory} is not a directory.");
            return ExitCodes.Usage;
        }

        SpoolReport report;
        try
        {
            report = new SpoolInspector(new DiskFiles(), directory).Inspect();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{directory} cannot be read: {exception.Message}");
            return ExitCodes.Usage;
        }

        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(report, SpoolReportJson.Default.SpoolReport));
        }
        else
        {
            Write(report, output);
        }

        return report.Corrupt > 0 ? ExitCodes.Incomplete : ExitCodes.Success;
    }

    private static void Write(SpoolReport report, TextWriter output)
    {
        foreach (var producer in report.Producers)
        {
            output.WriteLine(
                $"{producer.Producer}  {producer.Service ?? "unknown service"}{(producer.InUse ? "  in use" : "")}"
            );
            foreach (var segment in producer.Segments)
            {
                var range = segment.FirstSequence is { } first ? $"{first}–{segment.LastSequence}" : "none";
                output.WriteLine(
                    $"  segment {segment.Segment}: {segment.Bytes} bytes, {segment.Attempts} attempts ({range}), "
                        + $"{segment.Unsent} unsent, {segment.TornBytes} bytes torn, {segment.Corrupt.Count} corrupt"
                );
                foreach (var corrupt in segment.Corrupt)
                {
                    output.WriteLine($"    corrupt: {corrupt.Bytes} bytes at {corrupt.Offset}");
                }
            }

            var oldest = producer.Oldest is { } time ? $", the oldest of {Rfc3339.Format(time)}" : "";
            output.WriteLine($"  {producer.Unsent} unsent{oldest}; {producer.Running} handlers not ended");
        }

        output.WriteLine(
            $"{report.Producers.Count} spools, {report.Unsent} attempts unsent, {report.Quarantined} set aside, {report.Corrupt} corrupt in all"
        );
    }
}
