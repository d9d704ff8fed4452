using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>
/// Makes a Metabase show the reports, as the manifest says. Can be run again at any time: what is there is found again, what
/// is missing is made, what differs is changed, and what is not ours is left alone. Stopped in the middle, the next run goes on.
/// </summary>
/// <param name="http">Sends the calls; its address is not used.</param>
/// <param name="options">Which Metabase, which database, whom alerts reach.</param>
public sealed class MetabaseProvisioner(HttpClient http, MetabaseOptions options)
{
    private readonly Manifest _manifest = ManifestReader.ReadEmbedded();

    internal MetabaseProvisioner(HttpClient http, MetabaseOptions options, Manifest manifest)
        : this(http, options) => _manifest = manifest;

    /// <summary>Finds what would change; changes nothing.</summary>
    /// <exception cref="MetabaseException">Metabase is too old, refuses, or does not answer.</exception>
    /// <exception cref="FormatException">A channel is missing or is none.</exception>
    public Task<MetabasePlan> PlanAsync(CancellationToken cancellationToken) =>
        RunAsync(writes: false, cancellationToken);

    /// <summary>Changes what differs.</summary>
    /// <returns>What was changed.</returns>
    /// <inheritdoc cref="PlanAsync"/>
    public Task<MetabasePlan> ApplyAsync(CancellationToken cancellationToken) =>
        RunAsync(writes: true, cancellationToken);

    private async Task<MetabasePlan> RunAsync(bool writes, CancellationToken cancellationToken)
    {
        CheckChannels();
        var session = new Session(new MetabaseClient(http, options), options, _manifest, writes);
        var properties = await session.Client.GetAsync(
            "api/session/properties",
            "Reading the version",
            cancellationToken
        );
        MetabaseVersion.Check((string?)properties["version"]?["tag"]);
        var account = await session.Client.GetAsync("api/user/current", "Reading the account", cancellationToken);
        await Databases.EnsureAsync(session, cancellationToken);
        await Collections.EnsureAsync(session, cancellationToken);
        await Cards.EnsureAsync(session, cancellationToken);
        await Alerts.EnsureAsync(session, (long)account["id"]!, cancellationToken);
        await Dashboards.EnsureAsync(session, cancellationToken);
        return new MetabasePlan(session.Changes, [.. Warnings(properties)]);
    }

    private IEnumerable<string> Warnings(JsonNode properties) =>
        Channel.Warnings(Used().Select(name => options.Channels[name]), properties);

    private IEnumerable<string> Used() =>
        _manifest
            .Questions.Select(question => question.Alert?.Channel)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private void CheckChannels()
    {
        var missing = Used().Where(name => !options.Channels.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new FormatException($"Whom does the channel reach? Missing: {string.Join(", ", missing)}.");
        }

        foreach (var channel in options.Channels.Values)
        {
            Channel.Parse(channel);
        }
    }
}
