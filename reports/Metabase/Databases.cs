using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>The connection to the attempts, found by name and engine. One that exists is never changed.</summary>
internal static class Databases
{
    public static async Task EnsureAsync(Session session, CancellationToken cancellationToken)
    {
        var options = session.Options;
        var what = $"database {options.Database}";
        var (engine, details) = Describe(options);
        var answer = await session.Client.GetAsync("api/database", $"Reading {what}", cancellationToken);
        var found = (answer as JsonArray ?? answer["data"]!.AsArray()).FirstOrDefault(database =>
            (string?)database!["name"] == options.Database && (string?)database["engine"] == engine
        );
        if (found is not null)
        {
            CheckTarget(options, found);
            session.Database = (long)found["id"]!;
            session.Keep(what);
            return;
        }

        await session.ChangeAsync(
            ChangeKind.Create,
            what,
            [
                $"engine: {engine}",
                options.Dialect == ReportDialect.BigQuery
                    ? $"project: {options.Project}"
                    : $"file: {options.SqlitePath}",
            ],
            async () =>
            {
                if (options is { Dialect: ReportDialect.BigQuery, ServiceAccountJson: null })
                {
                    throw new MetabaseException($"Making {what} needs the key file of the account it queries as.");
                }

                if (options is { Dialect: ReportDialect.Sqlite, SqlitePath: null })
                {
                    throw new MetabaseException(
                        $"Making {what} needs the path of the SQLite file, as Metabase sees it."
                    );
                }

                var body = new JsonObject
                {
                    ["name"] = options.Database,
                    ["engine"] = engine,
                    ["details"] = details,
                };
                var made = await session.Client.PostAsync("api/database", body, $"Making {what}", cancellationToken);
                session.Database = (long)made["id"]!;
                await session.Client.PostAsync(
                    $"api/database/{session.Database}/sync_schema",
                    [],
                    $"Syncing {what}",
                    cancellationToken
                );
            }
        );
    }

    private static (string Engine, JsonObject Details) Describe(MetabaseOptions options) =>
        options.Dialect == ReportDialect.BigQuery
            ? (
                "bigquery-cloud-sdk",
                new JsonObject
                {
                    ["project-id"] = options.Project,
                    ["service-account-json"] = options.ServiceAccountJson,
                    ["dataset-filters-type"] = "inclusion",
                    ["dataset-filters-patterns"] = options.Dataset,
                }
            )
            : ("sqlite", new JsonObject { ["db"] = options.SqlitePath });

    /// <summary>Questions over another project would be wrong silently.</summary>
    private static void CheckTarget(MetabaseOptions options, JsonNode found)
    {
        var project = (string?)found["details"]?["project-id"];
        if (options.Dialect == ReportDialect.BigQuery && !string.IsNullOrEmpty(project) && project != options.Project)
        {
            throw new MetabaseException(
                $"The connection {options.Database} in Metabase leads to the project {project}, not {options.Project}. Give it another name, or change it there. Nothing was changed."
            );
        }
    }
}
