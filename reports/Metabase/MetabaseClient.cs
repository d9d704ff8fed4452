using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Metabase's REST API, as JSON in and out. A failure says which call it was and what that was for.</summary>
internal sealed class MetabaseClient(HttpClient http, MetabaseOptions options)
{
    private const int MaxErrorText = 500;

    /// <summary>Reads; null where there is nothing (404).</summary>
    public Task<JsonNode?> FindAsync(string path, string purpose, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, body: null, purpose, missingIsNull: true, cancellationToken);

    public async Task<JsonNode> GetAsync(string path, string purpose, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, path, body: null, purpose, missingIsNull: false, cancellationToken)
        ?? throw new MetabaseException($"{purpose}: GET {path} was answered with nothing.");

    public async Task<JsonNode> PostAsync(
        string path,
        JsonObject body,
        string purpose,
        CancellationToken cancellationToken
    ) =>
        await SendAsync(HttpMethod.Post, path, body, purpose, missingIsNull: false, cancellationToken)
        ?? new JsonObject();

    public Task PutAsync(string path, JsonObject body, string purpose, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, body, purpose, missingIsNull: false, cancellationToken);

    private async Task<JsonNode?> SendAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        string purpose,
        bool missingIsNull,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Address, path));
        request.Headers.Add("x-api-key", options.ApiKey);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        var attempted = $"{purpose}: {method} {path}";
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response switch
            {
                { StatusCode: HttpStatusCode.NotFound } when missingIsNull => null,
                { IsSuccessStatusCode: true } => text.Length == 0 ? null : JsonNode.Parse(text),
                { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => throw new MetabaseException(
                    $"{attempted} was refused with {(int)response.StatusCode}: the API key has no right to that."
                ),
                _ => throw new MetabaseException(
                    $"{attempted} was refused with {(int)response.StatusCode}: {Shown(text)}"
                ),
            };
        }
        catch (HttpRequestException exception)
        {
            throw new MetabaseException(
                $"{attempted} was not answered: {options.Mask(exception.Message)}. Run it again: what is done is kept."
            );
        }
        catch (JsonException)
        {
            throw new MetabaseException($"{attempted} was answered with something that is no JSON.");
        }
    }

    private string Shown(string text)
    {
        var masked = options.Mask(text);
        return masked.Length <= MaxErrorText ? masked : masked[..MaxErrorText] + "…";
    }
}
