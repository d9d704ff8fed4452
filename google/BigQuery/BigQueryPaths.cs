namespace NextCode.Attempts.Google.BigQuery;

internal static class BigQueryPaths
{
    public static string Project(string project) => $"bigquery/v2/projects/{Uri.EscapeDataString(project)}";

    public static string Datasets(string project) => $"{Project(project)}/datasets";

    public static string Tables(string project, string dataset) =>
        $"{Datasets(project)}/{Uri.EscapeDataString(dataset)}/tables";

    public static string Table(string project, string dataset, string table) =>
        $"{Tables(project, dataset)}/{Uri.EscapeDataString(table)}";
}
