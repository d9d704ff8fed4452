using System.Globalization;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Reports;

/// <summary>Runs reports on BigQuery, or on the stand-in that a client is pointed at.</summary>
/// <param name="client">Where the attempts are.</param>
/// <param name="project">The project of the dataset; it also pays for the query.</param>
/// <param name="dataset">The dataset with the table and its views.</param>
public sealed class ReportRunner(BigQueryClient client, string project, string dataset = AttemptsTable.Name)
{
    /// <summary>Runs a report.</summary>
    /// <param name="report">Which.</param>
    /// <param name="period">Over which attempts.</param>
    /// <param name="values">Values of its parameters by name; the others have their defaults.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The report has no such parameter, or a value is not of its type.</exception>
    /// <exception cref="Google.GoogleApiException">The query is refused or fails.</exception>
    public Task<QueryResult> RunAsync(
        Report report,
        ReportPeriod period,
        IReadOnlyDictionary<string, string> values,
        CancellationToken cancellationToken
    ) =>
        client.QueryAsync(
            project,
            ReportSql.Qualify(report.Sql, project, dataset),
            Parameters(report, period, values),
            cancellationToken
        );

    /// <summary>The parameters of a run, as the query API takes them.</summary>
    internal static IReadOnlyList<QueryParameter> Parameters(
        Report report,
        ReportPeriod period,
        IReadOnlyDictionary<string, string> values
    )
    {
        foreach (var name in values.Keys)
        {
            if (!report.Parameters.Any(parameter => parameter.Name == name))
            {
                throw new ArgumentException(
                    $"The report {report.Name} has no parameter {name}; it has {Listed(report)}.",
                    nameof(values)
                );
            }
        }

        IEnumerable<QueryParameter> all =
        [
            new("from", "TIMESTAMP", Rfc3339.Format(period.From)),
            new("to", "TIMESTAMP", Rfc3339.Format(period.To)),
            new("to_ms", "INT64", $"{period.To.ToUnixTimeMilliseconds()}"),
            .. report.Parameters.Select(parameter => new QueryParameter(
                parameter.Name,
                parameter.Type,
                Checked(parameter, values.GetValueOrDefault(parameter.Name, parameter.Default))
            )),
        ];
        // BigQuery refuses a parameter that the query does not name.
        var used = ReportSql.ParametersOf(report.Sql);
        return [.. all.Where(parameter => used.Contains(parameter.Name))];
    }

    private static string Checked(ReportParameter parameter, string value)
    {
        var isOfType = parameter.Type switch
        {
            "INT64" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "FLOAT64" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number),
            _ => true,
        };
        return isOfType
            ? value
            : throw new ArgumentException($"{parameter.Name}={value} is no {parameter.Type}.", nameof(value));
    }

    private static string Listed(Report report) =>
        report.Parameters.Count == 0
            ? "none"
            : string.Join(", ", report.Parameters.Select(parameter => parameter.Name));
}
