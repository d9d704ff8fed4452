using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Admin;
using NextCode.Attempts.Consumer.Admin.Replays;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>The real service with its admin API, letters in memory, and the main topic in memory.</summary>
internal sealed class DeadLetterOffice : IAsyncDisposable
{
    private readonly RunningConsumer _consumer;

    private DeadLetterOffice(RunningConsumer consumer, FakeSubscription letters, FakeTopic topic)
    {
        _consumer = consumer;
        Letters = letters;
        Topic = topic;
    }

    public HttpClient Client => _consumer.Client;

    public FakeTable Table => _consumer.Table;

    /// <summary>Where letters wait.</summary>
    public FakeSubscription Letters { get; }

    /// <summary>Where they go back to.</summary>
    public FakeTopic Topic { get; }

    public static Task<DeadLetterOffice> OpenAsync(params (string Name, string Value)[] settings) =>
        OpenAsync(new FakeSubscription(), new FakeTopic(), static _ => { }, settings);

    public static Task<DeadLetterOffice> OpenAsync(
        Action<IServiceCollection> addServices,
        params (string Name, string Value)[] settings
    ) => OpenAsync(new FakeSubscription(), new FakeTopic(), addServices, settings);

    /// <summary>Opens over what another one left.</summary>
    public static async Task<DeadLetterOffice> OpenAsync(
        FakeSubscription letters,
        FakeTopic topic,
        Action<IServiceCollection> addServices,
        params (string Name, string Value)[] settings
    )
    {
        var isOpen = !settings.Any(static setting =>
            setting.Name.StartsWith("Consumer:Admin:Emails", StringComparison.Ordinal)
        );
        var consumer = await RunningConsumer.StartAsync(
            services =>
            {
                addServices(services);
                services.AddKeyedSingleton<ISubscription>(AdminHost.DeadLetters, letters);
                services.AddKeyedSingleton<ITopic>(ReplayJobs.MainTopic, topic);
            },
            [
                ("PUBSUB_EMULATOR_HOST", "127.0.0.1:1"),
                ("Consumer:Admin:AllowAnonymous", isOpen ? "true" : "false"),
                ("Consumer:Admin:Lease", "00:00:10"),
                .. settings,
            ]
        );
        return new DeadLetterOffice(consumer, letters, topic);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<HttpResponseMessage> PostAsync(string json) =>
        await Client.PostAsync(
            "/admin/dead-letters/replay",
            new StringContent(json, Encoding.UTF8, "application/json")
        );

    /// <summary>Starts a job.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(string json)
    {
        using var response = await PostAsync(json);
        Assert.That((int)response.StatusCode, Is.EqualTo(202), await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Starts a job and waits for its end.</summary>
    public async Task<JsonElement> RunAsync(string json)
    {
        var id = await StartAsync(json);
        await EndedAsync(id);
        return await GetAsync($"/admin/replays/{id}");
    }

    public Task EndedAsync(string id) => Jobs.Find(id)!.Ended.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    public Task StopAsync() => _consumer.StopAsync();

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    private ReplayJobs Jobs => _consumer.Services.GetRequiredService<ReplayJobs>();
}
