using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace NextCode.Attempts.Google.Http;

/// <summary>
/// The one way out to a Google API: one long-lived handler, credentials, a time-out per try, a few tries, and every
/// failure a <see cref="GoogleApiException"/>.
/// </summary>
internal sealed class GoogleHttp : IDisposable
{
    private static readonly MediaTypeHeaderValue JsonMediaType = new("application/json");

    private readonly HttpClient _client;
    private readonly ApplicationDefaultTokens? _tokens;
    private readonly ResiliencePipeline _pipeline;

    public GoogleHttp(GoogleEndpoint endpoint, string scope, GoogleClientOptions options)
    {
        Endpoint = endpoint;
        _tokens = endpoint.IsEmulator ? null : new ApplicationDefaultTokens(scope);
        var handler = new SocketsHttpHandler
        {
            // Google's addresses change; a pooled connection must not outlive that for long.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            EnableMultipleHttp2Connections = true,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.TryTimeout,
            UseCookies = false,
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = endpoint.BaseAddress,
            Timeout = Timeout.InfiniteTimeSpan, // The pipeline's time-out knows the clock.
            DefaultRequestVersion = endpoint.BaseAddress.Scheme is "https"
                ? HttpVersion.Version20
                : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("NextCode.Attempts");
        _pipeline = Pipeline(options);
    }

    public GoogleEndpoint Endpoint { get; }

    /// <summary>Sends a call and gives its answer's bytes.</summary>
    /// <param name="attempted">What the call does, on what; opens every error's message.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path relative to the API's address.</param>
    /// <param name="body">The JSON to send; empty for none. Read again at every try.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public async Task<byte[]> SendAsync(
        string attempted,
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _pipeline
                .ExecuteAsync(
                    static (call, cancellation) =>
                        call.Self.TryOnceAsync(call.Attempted, call.Method, call.Path, call.Body, cancellation),
                    (Self: this, Attempted: attempted, Method: method, Path: path, Body: body),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception)
        {
            throw GoogleErrors.NoAnswer(attempted, exception);
        }
    }

    /// <summary>Sends a call and gives its answer as JSON; an answer without a body is an empty object.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<JsonElement> SendForJsonAsync(
        string attempted,
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        var answer = await SendAsync(attempted, method, path, body, cancellationToken).ConfigureAwait(false);
        return ReadAnswer(
            attempted,
            answer.Length == 0 ? "{}"u8.ToArray() : answer,
            GoogleJsonContext.Default.JsonElement
        );
    }

    /// <summary>Reads an answer that should be JSON.</summary>
    /// <exception cref="GoogleApiException">It is not: something between us and Google answered.</exception>
    public static T ReadAnswer<T>(string attempted, ReadOnlySpan<byte> answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException exception)
        {
            throw new GoogleApiException(
                $"{attempted} was answered with something that is not the API's JSON.",
                GoogleErrorKind.Transient,
                reason: "badAnswer",
                innerException: exception
            );
        }
    }

    /// <summary>A small request body's bytes.</summary>
    public static ReadOnlyMemory<byte> Utf8(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    public void Dispose() => _client.Dispose();

    private static ResiliencePipeline Pipeline(GoogleClientOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        if (options.Retries > 0)
        {
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = options.Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(100),
                    MaxDelay = TimeSpan.FromSeconds(5),
                    ShouldHandle = new PredicateBuilder()
                        .Handle<GoogleApiException>(exception => exception.Kind is not GoogleErrorKind.Permanent)
                        .Handle<TimeoutRejectedException>(),
                    DelayGenerator = static arguments =>
                        ValueTask.FromResult((arguments.Outcome.Exception as GoogleApiException)?.RetryAfter),
                }
            );
        }

        return builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.TryTimeout }).Build();
    }

    private async ValueTask<byte[]> TryOnceAsync(
        string attempted,
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = JsonMediaType } };
        }

        if (_tokens is not null)
        {
            var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? answer
                : throw GoogleErrors.FromAnswer(
                    attempted,
                    response.StatusCode,
                    answer,
                    response.Headers.RetryAfter?.Delta
                );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw GoogleErrors.NoAnswer(attempted, exception);
        }
    }
}
