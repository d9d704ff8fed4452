using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.PubSub;

/// <summary>
/// Google Pub/Sub over REST (cloud.google.com/pubsub/docs/reference/rest). One per process: it holds the connections.
/// </summary>
public sealed class PubSubClient : IDisposable
{
    /// <summary>Names the emulator to use instead of Google, as <c>HOST:PORT</c>.</summary>
    public const string EmulatorVariable = "PUBSUB_EMULATOR_HOST";

    private const string Scope = "https://www.googleapis.com/auth/pubsub";

    private readonly GoogleHttp _http;

    private PubSubClient(GoogleHttp http) => _http = http;

    /// <summary>Whether an emulator or stand-in is spoken to.</summary>
    public bool IsEmulator => _http.Endpoint.IsEmulator;

    /// <summary>The address spoken to.</summary>
    public Uri Address => _http.Endpoint.BaseAddress;

    /// <summary>Calls that create and look at topics and subscriptions.</summary>
    public PubSubAdmin Admin => new(_http);

    /// <summary>Makes a client; nothing is sent until the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static PubSubClient Create(GoogleClientOptions? options = null)
    {
        options = (options ?? new GoogleClientOptions()).Validated();
        var endpoint = GoogleEndpoint.Resolve(options.EmulatorHost, EmulatorVariable, "https://pubsub.googleapis.com/");
        return new PubSubClient(new GoogleHttp(endpoint, Scope, options));
    }

    /// <summary>A topic to publish to; whether it exists is not asked.</summary>
    public ITopic Topic(string project, string topic) => new Topic(_http, PubSubNames.Topic(project, topic));

    /// <summary>A subscription to pull from; whether it exists is not asked.</summary>
    public ISubscription Subscription(string project, string subscription) =>
        new Subscription(_http, PubSubNames.Subscription(project, subscription));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
