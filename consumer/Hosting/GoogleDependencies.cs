using Microsoft.Extensions.Options;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>Looks for the table in BigQuery and for the dead-letter topic in Pub/Sub.</summary>
internal sealed class GoogleDependencies(ITable table, PubSubClient pubSub, IOptions<ConsumerOptions> options)
    : IDependencies
{
    public async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        if (await table.GetAsync(cancellationToken) is null)
        {
            missing.Add($"table {table.Name} does not exist: attempts stay in Pub/Sub until it does");
        }

        var topic = options.Value.DeadLetterTopic;
        if (!await pubSub.Admin.TopicExistsAsync(options.Value.ProjectId, topic, cancellationToken))
        {
            missing.Add(
                $"topic {topic} of project {options.Value.ProjectId} does not exist: messages that can never become "
                    + "rows stay in Pub/Sub until it does"
            );
        }

        return missing;
    }
}
