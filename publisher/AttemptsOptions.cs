using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher;

/// <summary>What is captured and where it goes. Validated when the host starts; every error is listed.</summary>
public sealed class AttemptsOptions
{
    /// <summary>
    /// The API's name, in the events' source <c>/nextcode/SERVICE</c>. Default: the host's application name.
    /// </summary>
    public string? ServiceName { get; set; }

    /// <summary>The Google Cloud project of the topic. Needed, unless the container has an <c>ITopic</c> of its own.</summary>
    public string? ProjectId { get; set; }

    /// <summary>The Pub/Sub topic. Default <c>attempts</c>.</summary>
    public string? Topic { get; set; }

    /// <summary>Routes that are captured besides the endpoints that say so themselves.</summary>
    public IList<AttemptRoute> Routes { get; } = [];

    /// <summary>What of GraphQL is captured.</summary>
    public GraphQLOptions GraphQL { get; } = new();

    /// <summary>
    /// How much of a request's and of a response's body is kept, each. Default 16 KiB, 256 B to 1 MiB. Passing bodies
    /// are never cut.
    /// </summary>
    public int BodyCapBytes { get; set; } = 16 * 1024;

    /// <summary>
    /// Addresses and networks (<c>173.245.48.0/20</c>, <c>::1</c>) whose <c>CF-*</c> headers are believed. Default: none.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Fields of request bodies to columns, besides the usual ones: <c>{"contact.mail": "email"}</c>. Case and separators
    /// do not matter; an empty column takes a field out of the map. Columns: <c>fp email country currency phone aff_data
    /// brand client_id deposit.* verification.*</c>.
    /// </summary>
    public IDictionary<string, string> Fields { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Codes as the API says them to codes of the catalogue; case does not matter.</summary>
    public IDictionary<string, string> ErrorCodes { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts as the API says them to codes of the catalogue; the first that matches counts.</summary>
    public IList<ErrorTextRule> ErrorTexts { get; } = [];

    /// <summary>Email and phone as keyed hashes. Default: as they are.</summary>
    public PseudonymOptions Pseudonyms { get; } = new();

    /// <summary>Whether anything is captured; followed at run time. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The share of requests that is captured, 0 to 1; followed at run time. Default 1. What is left out is counted.
    /// </summary>
    public double SampleRate { get; set; } = 1;

    /// <summary>
    /// Says of a request whether it is captured; the action is null where GraphQL will tell it only later. Default: all
    /// are. A filter that throws counts as yes.
    /// </summary>
    public Func<HttpContext, AttemptAction?, bool>? ShouldCapture { get; set; }

    /// <summary>Names of fields and of query parameters that hold secrets, besides the usual ones.</summary>
    public IList<string> SecretNames { get; } = [];

    /// <summary>Names that look like secrets and hold none.</summary>
    public IList<string> PublicNames { get; } = [];
}
