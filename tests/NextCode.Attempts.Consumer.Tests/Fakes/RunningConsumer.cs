using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NextCode.Attempts.Consumer.Hosting;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>The real service on a free port, between a fake table and a fake dead-letter topic.</summary>
internal sealed class RunningConsumer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningConsumer(WebApplication app, FakeTable table, FakeTopic deadLetters, FakeDependencies dependencies)
    {
        _app = app;
        Table = table;
        DeadLetters = deadLetters;
        Dependencies = dependencies;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public FakeTable Table { get; }

    public FakeTopic DeadLetters { get; }

    public FakeDependencies Dependencies { get; }

    public static Task<RunningConsumer> StartAsync(params (string Name, string Value)[] settings) =>
        StartAsync(static _ => { }, settings);

    public static async Task<RunningConsumer> StartAsync(
        Action<IServiceCollection> addServices,
        params (string Name, string Value)[] settings
    )
    {
        var table = new FakeTable();
        var deadLetters = new FakeTopic();
        var dependencies = new FakeDependencies();
        var configuration = new Dictionary<string, string?>
        {
            ["Consumer:ProjectId"] = "local",
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (name, value) in settings)
        {
            configuration[name] = value;
        }

        var app = ConsumerHost.Create(
            new ConsumerHostOptions
            {
                Url = "http://127.0.0.1:0",
                Configuration = configuration,
                Services = services =>
                {
                    addServices(services);
                    services.TryAddSingleton<TimeProvider>(new FixedTime());
                    services.TryAddSingleton<ITable>(table);
                    services.TryAddSingleton<ITopic>(deadLetters);
                    services.TryAddSingleton<IDependencies>(dependencies);
                },
            }
        );
        await app.StartAsync();
        return new RunningConsumer(app, table, deadLetters, dependencies);
    }

    public async Task<HttpStatusCode> PushAsync(HttpContent body)
    {
        using var answer = await Client.PostAsync(new Uri("/", UriKind.Relative), body);
        return answer.StatusCode;
    }

    public Task<HttpStatusCode> PushAsync(PubSubMessage message) => PushAsync(Wrapped.Body(message));

    public Task<HttpStatusCode> PushAsync(string json) =>
        PushAsync(new StringContent(json, Encoding.UTF8, "application/json"));

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
