using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rest;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Sql;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>Runs GoogleSQL over the store.</summary>
internal sealed class QueryRunner(Store store, ReaderPool readers, BigQueryStandInOptions options)
{
    /// <param name="project">Where names without a project are looked up.</param>
    /// <param name="query">Text, parameters and default dataset.</param>
    /// <param name="dryRun">Find out the columns, read no row.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    /// <exception cref="ApiException">The query is refused or fails.</exception>
    public Task<QueryResult> RunAsync(
        string project,
        QueryConfiguration query,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        var context = new QueryContext(store.Current, project, DefaultDataset(project, query.DefaultDataset));
        var rewritten = QueryRewriter.Rewrite(Text(query), context);
        return RunAsync(context.Catalog, rewritten, query.QueryParameters ?? [], dryRun, cancellation);
    }

    /// <summary>The SQLite text of a view's query, and the columns it has.</summary>
    public async Task<(string Sql, FieldList Columns)> DescribeViewAsync(
        string project,
        string query,
        CancellationToken cancellation
    )
    {
        var context = new QueryContext(store.Current, project, DefaultDataset: null);
        var rewritten = QueryRewriter.Rewrite(query, context);
        var result = await RunAsync(context.Catalog, rewritten, [], dryRun: true, cancellation);
        return (rewritten.Sql, result.Columns);
    }

    private Task<QueryResult> RunAsync(
        Snapshot catalog,
        RewrittenQuery query,
        IReadOnlyList<QueryParameter> parameters,
        bool dryRun,
        CancellationToken cancellation
    ) =>
        readers.UseAsync(
            reader =>
            {
                try
                {
                    using var command = reader.Connection.CreateCommand();
                    command.CommandText = query.Sql;
                    Parameters.Bind(command, query.Tokens, parameters);
                    using var rows = command.ExecuteReader();
                    return Read(rows, catalog, query, dryRun);
                }
                catch (SqliteException e)
                {
                    throw SqliteErrors.Translate(e, query.Tokens, options.QueryTimeout, cancellation);
                }
            },
            cancellation
        );

    private QueryResult Read(SqliteDataReader reader, Snapshot catalog, RewrittenQuery query, bool dryRun)
    {
        var columns = ResultColumns.Describe(reader, catalog, query.Hints);
        var rows = new List<object?[]>();
        long bytes = 0;
        while (!dryRun && reader.Read())
        {
            var row = new object?[columns.Count];
            bytes += 48;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                bytes += row[i] is string text ? 32 + (2 * text.Length) : 32;
            }

            if (bytes > options.MaxResultBytes)
            {
                throw new ApiException(
                    403,
                    "responseTooLarge",
                    $"Response too large to return: more than {options.MaxResultBytes} bytes, after {rows.Count} rows. Select fewer columns, or add a LIMIT."
                );
            }

            rows.Add(row);
        }

        return new QueryResult(ResultColumns.Complete(columns, rows), rows, bytes);
    }

    private static string Text(QueryConfiguration query)
    {
        var text = query.Query ?? "";
        var start = text.AsSpan().TrimStart();
        var saysStandard = start.StartsWith("#standardSQL", StringComparison.OrdinalIgnoreCase);
        if (
            start.StartsWith("#legacySQL", StringComparison.OrdinalIgnoreCase)
            || (query.UseLegacySql != false && !saysStandard)
        )
        {
            throw ApiException.NotSupported(
                "legacy SQL, which is what a query without useLegacySql=false means; give --use_legacy_sql=false to bq"
            );
        }

        return text;
    }

    private static DatasetName? DefaultDataset(string project, DatasetReference? reference) =>
        reference?.DatasetId is { } dataset ? new DatasetName(reference.ProjectId ?? project, dataset) : null;
}
