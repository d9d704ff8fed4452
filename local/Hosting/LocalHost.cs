using NextCode.Attempts.Consumer;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Local.BigQuery;
using NextCode.Attempts.Local.PubSub;
using NextCode.Attempts.Local.SampleApi;
using NextCode.Attempts.Local.Traffic;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>
/// The parts of one process: started from the stand-ins to the API, stopped the other way round, so that each part can
/// hand over what it still has.
/// </summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly LocalOptions _options;
    private readonly TimeProvider _time;
    private readonly string _data;
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly List<Provisioner> _provisioners = [];

    private LocalHost(LocalOptions options, TimeProvider time, string data)
    {
        _options = options;
        _time = time;
        _data = data;
    }

    /// <summary>Addresses of the parts this process runs; null for the others.</summary>
    public Uri? Api { get; private set; }

    public Uri? Consumer { get; private set; }

    public Uri? PubSub { get; private set; }

    public Uri? BigQuery { get; private set; }

    /// <summary>Where Pub/Sub is, whoever runs it.</summary>
    public string PubSubHost { get; private set; } = "";

    /// <summary>Where BigQuery is, whoever runs it.</summary>
    public string BigQueryHost { get; private set; } = "";

    /// <summary>Full path of the data directory.</summary>
    public string DataDirectory => _data;

    /// <summary>What is not there yet.</summary>
    public IEnumerable<string> Missing =>
        _provisioners
            .Where(provisioner => !provisioner.IsDone)
            .Select(provisioner => $"{provisioner.Name}: {provisioner.Problem}");

    /// <summary>Starts the parts that were asked for.</summary>
    /// <exception cref="StartException">A port is taken, or the data directory cannot be used.</exception>
    public static async Task<LocalHost> StartAsync(
        LocalOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var host = new LocalHost(options, time, Hosting.DataDirectory.Prepare(options.DataDirectory));
        Ports.EnsureFree(options);
        try
        {
            await host.StartPartsAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until everything these parts need is there.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var provisioner in _provisioners)
        {
            await provisioner.Done.WaitAsync(cancellationToken);
        }

        if (Consumer is { } consumer)
        {
            await Readiness.WaitAsync(new Uri(consumer, "readyz"), _time, cancellationToken);
        }
    }

    /// <summary>Stops everything, the API first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        PubSubHost = Given(_options.PubSubHost) ?? $"127.0.0.1:{_options.PubSubPort}";
        if (_options.Roles.HasFlag(Roles.PubSub))
        {
            PubSub = await StartAsync(
                "Pub/Sub stand-in",
                () =>
                    PubSubStandIn.Create(
                        new PubSubStandInOptions
                        {
                            Listen = LocalOptions.Loopback(_options.PubSubPort),
                            DataDirectory = Path.Combine(_data, "pubsub"),
                            Time = _time,
                        }
                    ),
                cancellationToken
            );
            PubSubHost = PubSub.Authority;
        }

        BigQueryHost = Given(_options.BigQueryHost) ?? $"127.0.0.1:{_options.BigQueryPort}";
        if (_options.Roles.HasFlag(Roles.BigQuery))
        {
            BigQuery = await StartAsync(
                "BigQuery stand-in",
                () =>
                    BigQueryStandIn.Create(
                        new BigQueryStandInOptions
                        {
                            Listen = LocalOptions.Loopback(_options.BigQueryPort),
                            DataDirectory = Path.Combine(_data, "bigquery"),
                            Time = _time,
                        }
                    ),
                cancellationToken
            );
            BigQueryHost = BigQuery.Authority;
        }

        if (_options.Roles.HasFlag(Roles.Consumer))
        {
            await StartConsumerAsync(cancellationToken);
        }

        if (_options.Roles.HasFlag(Roles.Api))
        {
            await StartApiAsync(cancellationToken);
        }
    }

    private async Task StartConsumerAsync(CancellationToken cancellationToken)
    {
        var pubSub = Own(PubSubClient.Create(Client(PubSubHost)));
        var bigQuery = Own(BigQueryClient.Create(Client(BigQueryHost)));
        var tables = new Provisioner(
            $"BigQuery at {BigQueryHost}",
            token => Provisioning.EnsureTablesAsync(bigQuery.Admin, token),
            _time
        );
        var topics = new Provisioner(
            $"Pub/Sub at {PubSubHost}",
            token => Provisioning.EnsureTopicsAsync(pubSub.Admin, Consumer, token),
            _time
        );

        // Where both are up the consumer finds everything at its first look and has nothing to complain of.
        await tables.TryAsync(cancellationToken);
        await topics.TryAsync(cancellationToken);
        Consumer = await StartAsync("consumer", () => ConsumerHost.Create(ConsumerOptions()), cancellationToken);
        // Now that its address is known.
        await topics.TryAsync(cancellationToken);
        Keep(tables);
        Keep(topics);
    }

    private ConsumerHostOptions ConsumerOptions() =>
        new()
        {
            Url = $"http://127.0.0.1:{_options.ConsumerPort}",
            Configuration = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Consumer:ProjectId"] = LocalNames.Project,
                ["Consumer:Dataset"] = LocalNames.Dataset,
                ["Consumer:Topic"] = LocalNames.Topic,
                ["Consumer:DeadLetterTopic"] = LocalNames.DeadLetter,
                ["Consumer:DeadLetterSubscription"] = LocalNames.DeadLetter,
                ["Consumer:Admin:AllowAnonymous"] = "true",
                ["Consumer:Admin:Lease"] = $"{Provisioning.DeadLetterAckDeadline}",
                ["Consumer:Admin:Store"] = Path.Combine(_data, "consumer"),
                [PubSubClient.EmulatorVariable] = PubSubHost,
                [BigQueryClient.EmulatorVariable] = BigQueryHost,
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:NextCode.Attempts.Consumer.Admin"] = "Information", // The audit log.
                // It warns of taking pushes from anybody, which is what it is here for; the start screen says it.
                ["Logging:LogLevel:NextCode.Attempts.Consumer.Hosting"] = "Error",
            },
        };

    private async Task StartApiAsync(CancellationToken cancellationToken)
    {
        var pubSub = Own(PubSubClient.Create(Client(PubSubHost)));
        var topics = new Provisioner(
            $"Pub/Sub at {PubSubHost}",
            token => Provisioning.EnsureTopicsAsync(pubSub.Admin, pushEndpoint: null, token),
            _time
        );
        await topics.TryAsync(cancellationToken);
        Api = await StartAsync(
            "sample API",
            () =>
                SampleApiHost.Create(
                    new SampleApiOptions
                    {
                        Listen = LocalOptions.Loopback(_options.ApiPort),
                        Topic = new ProvisionedTopic(pubSub.Topic(LocalNames.Project, LocalNames.Topic), topics),
                        DataDirectory = Path.Combine(_data, "api"),
                        Time = _time,
                    }
                ),
            cancellationToken
        );
        Keep(topics);
        if (_options.TrafficPerSecond > 0)
        {
            _parts.Push(TrafficGenerator.Start(Api, _options.TrafficPerSecond, _time));
        }
    }

    private async Task<Uri> StartAsync(string name, Func<WebApplication> create, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            app = create();
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await DisposeAsync(app);
            throw new StartException($"The {name} cannot start: {exception.Message}", exception);
        }

        _parts.Push(new StartedPart(app, StopTimeout, _time));
        return new Uri(app.Urls.Single());
    }

    private static string? Given(string? host) => string.IsNullOrEmpty(host) ? null : host;

    private static ValueTask DisposeAsync(WebApplication? app) => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Keep(Provisioner provisioner)
    {
        _provisioners.Add(provisioner);
        _parts.Push(provisioner);
        provisioner.Start();
    }

    private T Own<T>(T client)
        where T : IDisposable
    {
        _parts.Push(new OwnedClient(client));
        return client;
    }

    // Provisioning keeps a rhythm of its own, so the client does not try again by itself.
    private GoogleClientOptions Client(string host) =>
        new()
        {
            EmulatorHost = host,
            Retries = 0,
            TimeProvider = _time,
        };
}
