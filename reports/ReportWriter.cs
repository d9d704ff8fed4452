namespace NextCode.Attempts.Reports;

/// <summary>Writes a report out as one query that an engine's own console runs.</summary>
public static class ReportWriter
{
    /// <summary>The report over the last days, its parameters at their defaults.</summary>
    /// <param name="report">Which.</param>
    /// <param name="dialect">For which engine.</param>
    /// <param name="project">The project of the dataset.</param>
    /// <param name="dataset">The dataset with the views.</param>
    /// <param name="days">How many days back; more than zero.</param>
    public static string Write(Report report, ReportDialect dialect, string project, string dataset, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var values = report.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => ReportDialects.Literal(parameter.Type, parameter.Default),
            StringComparer.Ordinal
        );
        var sql = ReportSql.Fill(
            report.Sql,
            name =>
                name switch
                {
                    "from" => dialect.Ago($"{days}", "DAY"),
                    "to" => dialect.Now(),
                    "to_ms" => dialect.NowMilliseconds(),
                    _ => values[name],
                }
        );
        return $"-- {report.Question}\n{ReportSql.Qualify(sql, project, dataset)}";
    }
}
