using System.CommandLine;
using System.Globalization;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Reports;

namespace NextCode.Attempts.Cli.Reports;

/// <summary><c>attempts reports run NAME</c>: a report's answer as a table, JSON or CSV.</summary>
internal static class ReportsRunCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider time)
    {
        var name = ReportArguments.Name();
        var project = ReportArguments.Project();
        var dataset = ReportArguments.Dataset();
        var days = ReportArguments.Days();
        var from = new Option<DateTimeOffset?>("--from")
        {
            Description = "From this time on instead, RFC 3339; UTC where it names no zone.",
            CustomParser = ParseTime,
        };
        var to = new Option<DateTimeOffset?>("--to")
        {
            Description = "Up to this time. Default: now.",
            CustomParser = ParseTime,
        };
        var values = new Option<string[]>("--set")
        {
            Description = "A parameter of the report, NAME=VALUE; may be given again.",
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        var emulator = new Option<string?>("--emulator")
        {
            Description = "HOST:PORT to ask instead of Google. Default: BIGQUERY_EMULATOR_HOST.",
        };
        var json = new Option<bool>("--json") { Description = "Write a JSON array, one object a row." };
        var csv = new Option<bool>("--csv") { Description = "Write CSV (RFC 4180)." };
        var command = new Command(
            "run",
            "Runs a report. Project local is the local stand-in's; --project and no --emulator ask Google."
        )
        {
            name,
            project,
            dataset,
            days,
            from,
            to,
            values,
            emulator,
            json,
            csv,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (ReportCatalogue.Find(parsed.GetRequiredValue(name)) is not { } report)
                {
                    await error.WriteLineAsync(ReportArguments.Unknown(parsed.GetRequiredValue(name)));
                    return ExitCodes.Usage;
                }

                var end = parsed.GetValue(to) ?? time.GetUtcNow();
                var period = parsed.GetValue(from) is { } start
                    ? new ReportPeriod(start, end)
                    : ReportPeriod.LastDays(parsed.GetValue(days) ?? ReportCatalogue.PeriodOf(report), end);
                var given = parsed.GetRequiredValue(values).Select(value => value.Split('=', 2)).ToList();
                if (given.Find(pair => pair.Length != 2) is { } wrong)
                {
                    await error.WriteLineAsync($"--set takes NAME=VALUE, not {wrong[0]}.");
                    return ExitCodes.Usage;
                }

                using var client = BigQueryClient.Create(
                    new GoogleClientOptions
                    {
                        EmulatorHost = parsed.GetValue(emulator) ?? Local(parsed.GetRequiredValue(project)),
                    }
                );
                var runner = new ReportRunner(
                    client,
                    parsed.GetRequiredValue(project),
                    parsed.GetRequiredValue(dataset)
                );
                try
                {
                    var result = await runner.RunAsync(
                        report,
                        period,
                        given.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
                        cancellationToken
                    );
                    var format =
                        parsed.GetValue(json) ? ResultFormat.Json
                        : parsed.GetValue(csv) ? ResultFormat.Csv
                        : ResultFormat.Table;
                    await output.WriteAsync(ResultWriter.Write(result, format));
                    return ExitCodes.Success;
                }
                catch (ArgumentException exception)
                {
                    await error.WriteLineAsync(exception.Message);
                    return ExitCodes.Usage;
                }
                catch (GoogleApiException exception)
                {
                    await error.WriteLineAsync($"{report.Name} on {client.Address}: {exception.Message}");
                    return ExitCodes.Incomplete;
                }
            }
        );
        return command;
    }

    /// <summary>The project of a laptop is not Google's; its stand-in has a port that everybody knows.</summary>
    private static string? Local(string project) =>
        project == "local" && Environment.GetEnvironmentVariable(BigQueryClient.EmulatorVariable) is null
            ? "127.0.0.1:9050"
            : null;

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (
            DateTimeOffset.TryParse(
                result.Tokens[0].Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
        {
            return time;
        }

        result.AddError($"{result.Tokens[0].Value} is no time, such as 2026-01-31T00:00:00Z.");
        return null;
    }
}
