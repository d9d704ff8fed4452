using System.Text.Json;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>Looks for the table and its columns in BigQuery, and for the dead-letter topic in Pub/Sub.</summary>
internal sealed class GoogleDependencies(
    ITable table,
    TableColumns columns,
    BigQueryClient bigQuery,
    PubSubClient pubSub,
    IOptions<ConsumerOptions> options,
    ILogger<GoogleDependencies> logger
) : IDependencies
{
    private readonly ConsumerOptions _options = options.Value;

    public async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        if (await table.GetAsync(cancellationToken) is { } resource)
        {
            await CompareColumnsAsync(resource, cancellationToken);
        }
        else
        {
            missing.Add($"table {table.Name} does not exist: attempts stay in Pub/Sub until it does");
        }

        var topic = _options.DeadLetterTopic;
        if (!await pubSub.Admin.TopicExistsAsync(_options.ProjectId, topic, cancellationToken))
        {
            missing.Add(
                $"topic {topic} of project {_options.ProjectId} does not exist: messages that can never become "
                    + "rows stay in Pub/Sub until it does"
            );
        }

        return missing;
    }

    // A missing column holds nothing back: its values go to additional_data.
    private async Task CompareColumnsAsync(JsonElement resource, CancellationToken cancellationToken)
    {
        if (!resource.TryGetProperty("schema", out var schema) || !schema.TryGetProperty("fields", out var present))
        {
            return;
        }

        using var wanted = JsonDocument.Parse(AttemptsTable.SchemaJson);
        var missing = SchemaDrift.FindMissing(wanted.RootElement, present);
        if (missing.Count > 0 && _options.ManageSchema)
        {
            var merged = SchemaDrift.Merge(wanted.RootElement, present);
            await bigQuery.Admin.SetColumnsAsync(
                _options.ProjectId,
                _options.Dataset,
                _options.Table,
                merged.ToJsonString(),
                cancellationToken
            );
            Log.ColumnsAdded(logger, table.Name, string.Join(", ", missing));
            missing = [];
        }

        foreach (var path in missing)
        {
            Log.ColumnMissing(logger, path);
        }

        columns.ExcludeOnly(missing);
    }
}
