namespace NextCode.Attempts.Local.Hosting;

/// <summary>The parts that can run, in one process or one each.</summary>
[Flags]
internal enum Roles
{
    None = 0,

    /// <summary>The sample API.</summary>
    Api = 1,

    /// <summary>Takes pushes and inserts rows.</summary>
    Consumer = 2,

    /// <summary>The stand-in for Pub/Sub.</summary>
    PubSub = 4,

    /// <summary>The stand-in for BigQuery.</summary>
    BigQuery = 8,

    All = Api | Consumer | PubSub | BigQuery,
}
