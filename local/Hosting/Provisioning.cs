using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>
/// Creates what is missing in the stand-ins (or Google's emulator). In the cloud this is Terraform's; the names and
/// meanings are the same, only the retry policy is quicker so that rows arrive soon after an outage.
/// </summary>
internal static class Provisioning
{
    /// <summary>How long letters stay out of sight when the process that looks at them dies. Pub/Sub's least.</summary>
    public static readonly TimeSpan DeadLetterAckDeadline = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Topics with their subscriptions. The subscriptions come with them from whichever role starts first: what is
    /// published to a topic without one is gone.
    /// </summary>
    /// <param name="admin">Pub/Sub.</param>
    /// <param name="pushEndpoint">The consumer, where it is known; null leaves the subscription as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Google.GoogleApiException">A call failed; the same again is harmless.</exception>
    public static async Task EnsureTopicsAsync(
        PubSubAdmin admin,
        Uri? pushEndpoint,
        CancellationToken cancellationToken
    )
    {
        await admin.EnsureTopicAsync(LocalNames.Project, LocalNames.DeadLetter, cancellationToken);
        await admin.EnsureSubscriptionAsync(
            Subscription(LocalNames.DeadLetter, LocalNames.DeadLetter) with
            {
                // Letters that were only looked at are there again at once; those of a killed process soon.
                AckDeadline = DeadLetterAckDeadline,
                MinimumBackoff = TimeSpan.Zero,
                MaximumBackoff = TimeSpan.Zero,
            },
            cancellationToken
        );
        await admin.EnsureTopicAsync(LocalNames.Project, LocalNames.Topic, cancellationToken);
        await admin.EnsureSubscriptionAsync(
            Subscription(LocalNames.Subscription, LocalNames.Topic) with
            {
                PushEndpoint = pushEndpoint,
            },
            cancellationToken
        );
    }

    /// <summary>Dataset, table and views.</summary>
    /// <exception cref="Google.GoogleApiException">A call failed; the same again is harmless.</exception>
    public static async Task EnsureTablesAsync(BigQueryAdmin admin, CancellationToken cancellationToken)
    {
        await admin.EnsureDatasetAsync(LocalNames.Project, LocalNames.Dataset, cancellationToken);
        await admin.EnsureTableAsync(
            LocalNames.Project,
            LocalNames.Dataset,
            AttemptsTable.Name,
            AttemptsTable.SchemaJson,
            AttemptsTable.OptionsJson,
            cancellationToken
        );
        foreach (var view in AttemptsTable.ViewNames)
        {
            await admin.EnsureViewAsync(
                LocalNames.Project,
                LocalNames.Dataset,
                view,
                AttemptsTable.LocalViewSql(view),
                cancellationToken
            );
        }
    }

    private static SubscriptionSettings Subscription(string name, string topic) =>
        new()
        {
            Project = LocalNames.Project,
            Subscription = name,
            Topic = topic,
            AckDeadline = TimeSpan.FromSeconds(30),
            MinimumBackoff = TimeSpan.FromMilliseconds(200),
            MaximumBackoff = TimeSpan.FromSeconds(3),
            // The most Google's emulator takes; the service itself takes 31 days.
            Retention = TimeSpan.FromDays(7),
        };
}
