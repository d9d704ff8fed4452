namespace NextCode.Attempts.Local.Hosting;

/// <summary>What things are called on a laptop.</summary>
internal static class LocalNames
{
    public const string Project = "local";
    public const string Topic = "attempts";
    public const string Subscription = "attempts-consumer";
    public const string DeadLetter = "attempts-dead-letter";
    public const string Dataset = "attempts";
}
