namespace NextCode.Attempts.CloudEvents;

/// <summary>
/// An event after CloudEvents 1.0: context attributes and opaque data. Values are kept as text, as the Pub/Sub binding
/// carries them; nothing here knows what the data means.
/// </summary>
public sealed record CloudEvent
{
    /// <summary>Unique within <see cref="Source"/>; never empty.</summary>
    public required string Id { get; init; }

    /// <summary>A URI reference that names the producer; never empty.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of event; never empty.</summary>
    public required string Type { get; init; }

    /// <summary>The version of the specification; 1.0 is the only one there is.</summary>
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>What the event is about, within the source.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened, RFC 3339.</summary>
    public string? Time { get; init; }

    /// <summary>The media type of <see cref="Data"/>.</summary>
    public string? DataContentType { get; init; }

    /// <summary>Where the schema of <see cref="Data"/> is.</summary>
    public string? DataSchema { get; init; }

    /// <summary>Extension attributes: names of lower-case letters and digits, 1 to 20 of them.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = NoExtensions;

    /// <summary>The data's bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    internal static IReadOnlyDictionary<string, string> NoExtensions { get; } = new Dictionary<string, string>(0);

    /// <summary>The value of an extension attribute, null where the event has none of that name.</summary>
    public string? Extension(string name) => Extensions.GetValueOrDefault(name);
}
