using System.CommandLine;
using NextCode.Attempts.Reports;

namespace NextCode.Attempts.Cli.Reports;

/// <summary><c>attempts reports sql NAME</c>: a report as a query for an engine's own console.</summary>
internal static class ReportsSqlCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var name = ReportArguments.Name();
        var engine = new Option<ReportDialect>("--engine")
        {
            Description = "For which engine: bigquery or sqlite.",
            DefaultValueFactory = _ => ReportDialect.BigQuery,
        };
        var project = ReportArguments.Project();
        var dataset = ReportArguments.Dataset();
        var days = ReportArguments.Days();
        var command = new Command("sql", "Prints a report's query, its parameters at their defaults.")
        {
            name,
            engine,
            project,
            dataset,
            days,
        };
        command.SetAction(parsed =>
        {
            if (ReportCatalogue.Find(parsed.GetRequiredValue(name)) is not { } report)
            {
                error.WriteLine(ReportArguments.Unknown(parsed.GetRequiredValue(name)));
                return ExitCodes.Usage;
            }

            output.Write(
                ReportWriter.Write(
                    report,
                    parsed.GetValue(engine),
                    parsed.GetRequiredValue(project),
                    parsed.GetRequiredValue(dataset),
                    parsed.GetValue(days) ?? ReportCatalogue.PeriodOf(report)
                )
            );
            return ExitCodes.Success;
        });
        return command;
    }
}
