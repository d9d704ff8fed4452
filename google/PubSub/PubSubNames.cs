namespace NextCode.Attempts.Google.PubSub;

/// <summary>Full resource names.</summary>
internal static class PubSubNames
{
    public static string Topic(string project, string topic) => $"projects/{project}/topics/{topic}";

    public static string Subscription(string project, string subscription) =>
        $"projects/{project}/subscriptions/{subscription}";
}
