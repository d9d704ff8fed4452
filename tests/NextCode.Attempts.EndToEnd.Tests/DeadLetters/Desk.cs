using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace NextCode.Attempts.EndToEnd.Tests.DeadLetters;

/// <summary>Speaks to the admin API as an operator's tools do.</summary>
internal sealed class Desk(Uri consumer) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = consumer };

    public void Dispose() => _client.Dispose();

    /// <summary>How many letters there are of each reason.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync()
    {
        var list = await GetAsync("/admin/dead-letters?limit=1000");
        return list.GetProperty("items")
            .EnumerateArray()
            .CountBy(static item => item.GetProperty("reason").GetString()!)
            .ToDictionary();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Starts a job.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(string request)
    {
        using var body = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync("/admin/dead-letters/replay", body);
        Assert.That((int)response.StatusCode, Is.EqualTo(202), await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Waits until a job has ended.</summary>
    public Task<JsonElement> EndAsync(string id) =>
        Eventually.GetAsync(
            () => GetAsync($"/admin/replays/{id}"),
            static job => job.GetProperty("state").GetString() != "running",
            $"job {id} ends",
            TimeSpan.FromSeconds(60)
        );

    /// <summary>Runs a dry run to its end.</summary>
    /// <returns>How many would succeed, and how many would fail by reason.</returns>
    public async Task<(int Pass, IReadOnlyDictionary<string, int> Fail)> RehearseAsync(string request)
    {
        var job = await EndAsync(await StartAsync(request));
        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("completed"), job.GetRawText());
        return (
            job.GetProperty("wouldSucceed").GetInt32(),
            job.GetProperty("failedByReason")
                .EnumerateObject()
                .ToDictionary(static c => c.Name, static c => c.Value.GetInt32())
        );
    }
}
