using System.Text.Json.Serialization;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>What a job does.</summary>
[JsonConverter(typeof(JobStateConverter))]
public enum JobState
{
    /// <summary>It works.</summary>
    Running,

    /// <summary>It has seen every letter it was asked for.</summary>
    Completed,

    /// <summary>Somebody stopped it, or the process ended; the rest of the letters wait.</summary>
    Stopped,

    /// <summary>Something it needs failed for too long; the rest of the letters wait.</summary>
    Failed,
}

/// <summary>Writes states in lower case.</summary>
public sealed class JobStateConverter()
    : JsonStringEnumConverter<JobState>(System.Text.Json.JsonNamingPolicy.CamelCase);
