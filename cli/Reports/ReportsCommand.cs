using System.CommandLine;

namespace NextCode.Attempts.Cli.Reports;

/// <summary><c>attempts reports …</c>: the questions analysts ask, as SQL and as answers.</summary>
internal static class ReportsCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider time) =>
        new("reports", "The questions analysts ask, answered on BigQuery or on the local stand-in.")
        {
            ReportsListCommand.Create(output),
            ReportsSqlCommand.Create(output, error),
            ReportsRunCommand.Create(output, error, time),
        };
}
