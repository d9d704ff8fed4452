using System.Text;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Speaks to the sample API as apps and browsers do.</summary>
internal sealed class Players(Uri api) : IDisposable
{
    private static int _numbers;

    private readonly HttpClient _client = new() { BaseAddress = api };

    public void Dispose() => _client.Dispose();

    /// <summary>A name for a browser no other test has, to find its rows by.</summary>
    public static string NewUserAgent() =>
        $"test-browser/{Interlocked.Increment(ref _numbers)}.{Environment.ProcessId}";

    /// <summary>The Australian form, filled in by somebody nobody else is.</summary>
    public static JsonObject NewForm()
    {
        var number = Interlocked.Increment(ref _numbers);
        return new JsonObject
        {
            ["first_name"] = $"Mia{number}",
            ["last_name"] = "Nguyen",
            ["birth_date"] = "1990-04-17",
            ["email"] = $"mia.{number}@example.com",
            ["phone_number"] = $"+6141{number:0000000}",
            ["password"] = "correct horse",
            ["country"] = "AU",
            ["currency_code"] = "AUD",
            ["address_line1"] = "1 George Street",
            ["address_city"] = "Sydney",
            ["address_state"] = "NSW",
            ["address_postcode"] = "2000",
            ["deposit_limit"] = 200,
            ["depositlimit_period"] = "DAYS_7",
            ["affiliate_data"] = new JsonObject { ["aff_id"] = "a-17", ["click_id"] = "c-99" },
        };
    }

    public Task<Reply> SignUpAsync(JsonObject form, string userAgent) =>
        PostAsync("/client/Create", form.ToJsonString(), userAgent);

    public Task<Reply> PostAsync(string path, JsonNode body, string userAgent) =>
        PostAsync(path, body.ToJsonString(), userAgent);

    /// <summary>Posts with a fingerprint of the browser's own.</summary>
    public Task<Reply> PostAsync(string path, string body, string userAgent) =>
        PostAsync(path, body, userAgent, $"fp of {userAgent}");

    /// <summary>Posts from Australia, through a proxy on this machine.</summary>
    public async Task<Reply> PostAsync(string path, string body, string userAgent, string? fingerprint)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Host = "bet.example";
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("CF-Connecting-IP", "1.128.4.7");
        request.Headers.TryAddWithoutValidation("CF-IPCountry", "AU");
        request.Headers.TryAddWithoutValidation("CF-Ray", "8f00baa");
        request.Headers.TryAddWithoutValidation("X-Fingerprint", fingerprint);
        request.Headers.TryAddWithoutValidation("Referer", "https://bet.example/join?token=referrer-secret&step=2");
        using var response = await _client.SendAsync(request);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
