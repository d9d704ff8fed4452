using System.Text;

namespace NextCode.Attempts;

/// <summary>
/// The table and its views as the files beside this assembly define them, so that every tool creates the same ones.
/// </summary>
public static class AttemptsTable
{
    /// <summary>The dataset's and the table's default name.</summary>
    public const string Name = "attempts";

    /// <summary><c>bigquery/attempts.json</c>: the columns, a JSON array as <c>bq mk --schema</c> takes it.</summary>
    public static string SchemaJson => Resource("bigquery/attempts.json");

    /// <summary><c>bigquery/attempts.options.json</c>: description, partitioning and clustering as tables.insert takes them.</summary>
    public static string OptionsJson => Resource("bigquery/attempts.options.json");

    /// <summary>Names of the views, in the order in which they may be created.</summary>
    public static IReadOnlyList<string> ViewNames { get; } =
    [
        "attempts_unique",
        "deposit_attempts",
        "verification_events",
        "v_attempt",
        "v_attempt_error",
        "v_deposit",
        "v_verification",
    ];

    /// <summary>A view's query in BigQuery's dialect.</summary>
    public static string ViewSql(string name) => Resource($"bigquery/views/{name}.sql");

    /// <summary>
    /// A view's query for the local stand-in: the file <c>NAME.local.sql</c> where BigQuery's text needs what SQLite
    /// lacks, with the same columns and meaning, else BigQuery's own text.
    /// </summary>
    public static string LocalViewSql(string name) => FindResource($"bigquery/views/{name}.local.sql") ?? ViewSql(name);

    private static string Resource(string path) =>
        FindResource(path) ?? throw new ArgumentException($"The schemas have no file {path}.", nameof(path));

    private static string? FindResource(string path)
    {
        using var stream = typeof(AttemptsTable).Assembly.GetManifestResourceStream(path);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
