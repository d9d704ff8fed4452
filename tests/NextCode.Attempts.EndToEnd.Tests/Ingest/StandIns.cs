using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using NextCode.Attempts.Consumer;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests.Ingest;

/// <summary>Both stand-ins with topics, table and views, and consumers of the test's own settings between them.</summary>
internal sealed class StandIns : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly LocalHost _host;
    private readonly HttpClient _client;

    private StandIns(LocalHost host, TemporaryDirectory directory)
    {
        _host = host;
        _directory = directory;
        _client = new HttpClient { BaseAddress = host.BigQuery };
        PubSub = PubSubClient.Create(new GoogleClientOptions { EmulatorHost = host.PubSubHost });
        BigQuery = BigQueryClient.Create(new GoogleClientOptions { EmulatorHost = host.BigQueryHost });
        Warehouse = new Warehouse(host.BigQuery!);
    }

    public PubSubClient PubSub { get; }

    public BigQueryClient BigQuery { get; }

    public Warehouse Warehouse { get; }

    /// <summary>How a consumer finds them.</summary>
    public Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Consumer:ProjectId"] = LocalNames.Project,
            ["PUBSUB_EMULATOR_HOST"] = _host.PubSubHost,
            ["BIGQUERY_EMULATOR_HOST"] = _host.BigQueryHost,
        };

    /// <summary>Starts them.</summary>
    /// <param name="change">Makes another table of the schema's columns.</param>
    public static async Task<StandIns> StartAsync(Action<JsonArray>? change = null)
    {
        var directory = new TemporaryDirectory();
        var host = await Hosts.StartAsync(Hosts.Options(directory.Path) with { Roles = Roles.PubSub | Roles.BigQuery });
        var standIns = new StandIns(host, directory);
        var columns = JsonNode.Parse(AttemptsTable.SchemaJson)!.AsArray();
        change?.Invoke(columns);
        await standIns.BigQuery.Admin.EnsureDatasetAsync(LocalNames.Project, LocalNames.Dataset, default);
        await standIns.BigQuery.Admin.EnsureTableAsync(
            LocalNames.Project,
            LocalNames.Dataset,
            AttemptsTable.Name,
            columns.ToJsonString(),
            AttemptsTable.OptionsJson,
            default
        );
        await standIns.BigQuery.Admin.EnsureViewAsync(
            LocalNames.Project,
            LocalNames.Dataset,
            "attempts_unique",
            AttemptsTable.LocalViewSql("attempts_unique"),
            default
        );
        await Provisioning.EnsureTopicsAsync(standIns.PubSub.Admin, pushEndpoint: null, default);
        return standIns;
    }

    /// <summary>Starts a consumer that both reach and that is pushed to, and waits until it is ready.</summary>
    public async Task<WebApplication> StartConsumerAsync(params (string Name, string Value)[] settings)
    {
        var configuration = Settings;
        configuration["Logging:LogLevel:Default"] = "None";
        foreach (var (name, value) in settings)
        {
            configuration[name] = value;
        }

        var app = ConsumerHost.Create(
            new ConsumerHostOptions { Url = "http://127.0.0.1:0", Configuration = configuration }
        );
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        await Readiness.WaitAsync(new Uri(address, "readyz"), TimeProvider.System, default);
        await Provisioning.EnsureTopicsAsync(PubSub.Admin, address, default);
        return app;
    }

    public Task PublishAsync(IEnumerable<Attempt> attempts) =>
        Task.WhenAll(
            attempts
                .Select(static attempt =>
                {
                    var cloudEvent = AttemptEvent.Create(attempt, "api");
                    return new PubSubMessage(cloudEvent.Data, AttemptEvent.MessageAttributes(cloudEvent, attempt));
                })
                .Chunk(100)
                .Select(messages => PubSub.Topic(LocalNames.Project, LocalNames.Topic).PublishAsync(messages, default))
        );

    /// <summary>Switches faults of insertAll on.</summary>
    public async Task MisbehaveAsync(object plan)
    {
        using var response = await _client.PutAsJsonAsync("faults", plan);
        Assert.That(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Switches all faults off.</summary>
    public async Task BehaveAsync()
    {
        using var response = await _client.DeleteAsync("faults");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>insertAll calls so far, and the kinds of faults they met.</summary>
    public async Task<(long Calls, JsonObject Met)> CallsAsync()
    {
        var report = JsonNode.Parse(await _client.GetStringAsync("faults"))!;
        return (report["calls"]!.GetValue<long>(), report["met"]!.AsObject());
    }

    /// <summary>Takes the dead letters there are.</summary>
    public async Task<IReadOnlyList<PubSubMessage>> LettersAsync()
    {
        var subscription = PubSub.Subscription(LocalNames.Project, LocalNames.DeadLetter);
        return [.. (await subscription.PullAsync(1000, default)).Select(static received => received.Message)];
    }

    public async ValueTask DisposeAsync()
    {
        Warehouse.Dispose();
        PubSub.Dispose();
        BigQuery.Dispose();
        _client.Dispose();
        await _host.DisposeAsync();
        _directory.Dispose();
    }
}
