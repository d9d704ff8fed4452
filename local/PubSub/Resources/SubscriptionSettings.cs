using NextCode.Attempts.Local.PubSub.Filters;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>Where pushes go, and in which form.</summary>
internal sealed record PushSettings(Uri Endpoint, bool IsWrapped, bool WritesMetadata);

/// <summary>Where a message goes after too many attempts.</summary>
internal sealed record DeadLetterSettings(string Topic, int MaxDeliveryAttempts);

/// <summary>A subscription's resource, checked, with every default filled in, and read into usable values.</summary>
internal sealed record SubscriptionSettings(
    SubscriptionResource Resource,
    TimeSpan AckDeadline,
    TimeSpan Retention,
    RetrySchedule? Retry,
    DeadLetterSettings? DeadLetter,
    PushSettings? Push,
    Filter? Filter
)
{
    private const int DefaultDeliveryAttempts = 5;

    // Bounds: https://cloud.google.com/pubsub/docs/subscription-properties.
    private static readonly TimeSpan MinRetention = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxRetention = TimeSpan.FromDays(31);
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(600);

    /// <exception cref="ApiException">A value Google would refuse.</exception>
    public static SubscriptionSettings From(SubscriptionResource resource)
    {
        ResourceName.Require(resource.Name, ResourceName.Subscriptions);
        var ackDeadline = resource.AckDeadlineSeconds is null or 0 ? 10 : resource.AckDeadlineSeconds.Value;
        if (ackDeadline is < 10 or > 600)
        {
            throw ApiException.InvalidArgument($"Invalid ackDeadlineSeconds: {ackDeadline} is not between 10 and 600.");
        }
        var retention = Durations.Read(
            resource.MessageRetentionDuration,
            "messageRetentionDuration",
            TimeSpan.FromDays(7),
            MinRetention,
            MaxRetention
        );
        var retry = ReadRetry(resource.RetryPolicy);
        var deadLetter = ReadDeadLetter(resource.DeadLetterPolicy);
        return new SubscriptionSettings(
            resource with
            {
                AckDeadlineSeconds = ackDeadline,
                MessageRetentionDuration = Durations.Write(retention),
                PushConfig = resource.PushConfig ?? new PushConfigResource(),
                ExpirationPolicy = resource.ExpirationPolicy ?? new ExpirationPolicyResource { Ttl = "2678400s" },
                RetryPolicy = retry is null
                    ? null
                    : new RetryPolicyResource
                    {
                        MinimumBackoff = Durations.Write(retry.Minimum),
                        MaximumBackoff = Durations.Write(retry.Maximum),
                    },
                DeadLetterPolicy = deadLetter is null
                    ? null
                    : new DeadLetterPolicyResource
                    {
                        DeadLetterTopic = deadLetter.Topic,
                        MaxDeliveryAttempts = deadLetter.MaxDeliveryAttempts,
                    },
                State = "ACTIVE",
            },
            TimeSpan.FromSeconds(ackDeadline),
            retention,
            retry,
            deadLetter,
            ReadPush(resource.PushConfig),
            string.IsNullOrEmpty(resource.Filter) ? null : FilterParser.Parse(resource.Filter)
        );
    }

    private static RetrySchedule? ReadRetry(RetryPolicyResource? policy)
    {
        if (policy is null)
        {
            return null;
        }
        var minimum = Durations.Read(
            policy.MinimumBackoff,
            "retryPolicy.minimumBackoff",
            TimeSpan.FromSeconds(10),
            TimeSpan.Zero,
            MaxBackoff
        );
        var maximum = Durations.Read(
            policy.MaximumBackoff,
            "retryPolicy.maximumBackoff",
            MaxBackoff,
            TimeSpan.Zero,
            MaxBackoff
        );
        return minimum <= maximum
            ? new RetrySchedule(minimum, maximum)
            : throw ApiException.InvalidArgument("Invalid retryPolicy: minimumBackoff is longer than maximumBackoff.");
    }

    private static DeadLetterSettings? ReadDeadLetter(DeadLetterPolicyResource? policy)
    {
        if (string.IsNullOrEmpty(policy?.DeadLetterTopic))
        {
            return null;
        }
        ResourceName.Require(policy.DeadLetterTopic, ResourceName.Topics);
        var attempts = policy.MaxDeliveryAttempts == 0 ? DefaultDeliveryAttempts : policy.MaxDeliveryAttempts;
        return attempts is >= 5 and <= 100
            ? new DeadLetterSettings(policy.DeadLetterTopic, attempts)
            : throw ApiException.InvalidArgument(
                $"Invalid deadLetterPolicy.maxDeliveryAttempts: {attempts} is not between 5 and 100."
            );
    }

    private static PushSettings? ReadPush(PushConfigResource? config)
    {
        if (string.IsNullOrEmpty(config?.PushEndpoint))
        {
            return null;
        }
        // Google wants https; a stand-in pushes to loopback, so http is as good.
        return
            Uri.TryCreate(config.PushEndpoint, UriKind.Absolute, out var endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            ? new PushSettings(endpoint, config.NoWrapper is null, config.NoWrapper?.WriteMetadata ?? false)
            : throw ApiException.InvalidArgument($"Invalid push endpoint given (endpoint={config.PushEndpoint}).");
    }
}
