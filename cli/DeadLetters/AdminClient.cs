using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary>Speaks to the consumer's admin API.</summary>
internal sealed class AdminClient : IDisposable
{
    /// <summary>Names the service where <c>--url</c> does not.</summary>
    public const string UrlVariable = "ATTEMPTS_ADMIN_URL";

    /// <summary>The bearer token. No option: command lines are seen by others.</summary>
    public const string TokenVariable = "ATTEMPTS_TOKEN";

    public const string DefaultUrl = "http://127.0.0.1:8080";

    private readonly HttpClient _client;

    public AdminClient(Uri url, string? token)
    {
        _client = new HttpClient { BaseAddress = url };
        if (!string.IsNullOrEmpty(token))
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonElement> PostAsync(string path, string? json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, json, cancellationToken);

    public Task<JsonElement> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        string? json,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(text, JsonText.Default.JsonElement)
                : throw new AdminException($"{_client.BaseAddress} answered {(int)response.StatusCode}: {Why(text)}");
        }
        catch (HttpRequestException exception)
        {
            throw new AdminException($"{_client.BaseAddress} cannot be reached: {exception.Message}");
        }
        catch (JsonException)
        {
            throw new AdminException($"{_client.BaseAddress} answered with something that is not the API's JSON.");
        }
    }

    // Problem details (RFC 9457), with the wrong members where there are some.
    private static string Why(string text)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(text, JsonText.Default.JsonElement);
            var errors = problem.TryGetProperty("errors", out var members)
                ? members
                    .EnumerateObject()
                    .SelectMany(static m => m.Value.EnumerateArray())
                    .Select(static e => e.GetString())
                : [];
            var detail = problem.TryGetProperty("detail", out var told) ? told.GetString() : null;
            var title = problem.TryGetProperty("title", out var named) ? named.GetString() : null;
            return string.Join(' ', errors.Prepend(detail ?? title));
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }
}
