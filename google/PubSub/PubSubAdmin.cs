using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.PubSub;

/// <summary>Looks at topics and subscriptions, and creates the missing ones where nothing else does (emulators).</summary>
public sealed class PubSubAdmin
{
    private readonly GoogleHttp _http;

    internal PubSubAdmin(GoogleHttp http) => _http = http;

    /// <summary>Whether the topic exists.</summary>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<bool> TopicExistsAsync(string project, string topic, CancellationToken cancellationToken) =>
        ExistsAsync(PubSubNames.Topic(project, topic), cancellationToken);

    /// <summary>Whether the subscription exists.</summary>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<bool> SubscriptionExistsAsync(
        string project,
        string subscription,
        CancellationToken cancellationToken
    ) => ExistsAsync(PubSubNames.Subscription(project, subscription), cancellationToken);

    /// <summary>Creates the topic unless it exists.</summary>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<bool> EnsureTopicAsync(string project, string topic, CancellationToken cancellationToken) =>
        CreateAsync(PubSubNames.Topic(project, topic), new JsonObject(), cancellationToken);

    /// <summary>
    /// Creates the subscription unless it exists. One that exists keeps its settings, but is pointed at the push
    /// endpoint given.
    /// </summary>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public async Task<bool> EnsureSubscriptionAsync(SubscriptionSettings settings, CancellationToken cancellationToken)
    {
        var name = PubSubNames.Subscription(settings.Project, settings.Subscription);
        var body = new JsonObject
        {
            ["topic"] = PubSubNames.Topic(settings.Project, settings.Topic),
            ["ackDeadlineSeconds"] = (int)settings.AckDeadline.TotalSeconds,
            ["messageRetentionDuration"] = Duration(settings.Retention),
            ["expirationPolicy"] = new JsonObject(), // Empty: never expires.
            ["retryPolicy"] = new JsonObject
            {
                ["minimumBackoff"] = Duration(settings.MinimumBackoff),
                ["maximumBackoff"] = Duration(settings.MaximumBackoff),
            },
        };
        if (settings.PushEndpoint is { } endpoint)
        {
            body["pushConfig"] = new JsonObject { ["pushEndpoint"] = endpoint.AbsoluteUri };
        }

        if (await CreateAsync(name, body, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        if (settings.PushEndpoint is { } current)
        {
            await PointAsync(name, current, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private async Task PointAsync(string name, Uri pushEndpoint, CancellationToken cancellationToken)
    {
        var subscription = await _http
            .SendForJsonAsync($"Reading {name}", HttpMethod.Get, $"v1/{name}", default, cancellationToken)
            .ConfigureAwait(false);
        if (
            subscription.TryGetProperty("pushConfig", out var pushConfig)
            && pushConfig.TryGetProperty("pushEndpoint", out var current)
            && current.GetString() == pushEndpoint.AbsoluteUri
        )
        {
            return;
        }

        var body = new JsonObject { ["pushConfig"] = new JsonObject { ["pushEndpoint"] = pushEndpoint.AbsoluteUri } };
        await _http
            .SendAsync(
                $"Pointing {name} at {pushEndpoint}",
                HttpMethod.Post,
                $"v1/{name}:modifyPushConfig",
                GoogleHttp.Utf8(body),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private async Task<bool> CreateAsync(string name, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            await _http
                .SendAsync($"Creating {name}", HttpMethod.Put, $"v1/{name}", GoogleHttp.Utf8(body), cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (GoogleApiException exception) when (exception.Status is HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _http
                .SendAsync($"Reading {name}", HttpMethod.Get, $"v1/{name}", default, cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (GoogleApiException exception) when (exception.Status is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // Protobuf's JSON form of a duration: seconds with up to nine decimals and an s.
    private static string Duration(TimeSpan duration) =>
        duration.TotalSeconds.ToString("0.#########", CultureInfo.InvariantCulture) + "s";
}
