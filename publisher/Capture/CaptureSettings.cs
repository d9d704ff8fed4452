using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;
using NextCode.Attempts.Publisher.Capture.Requests;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>The options, worked out once per load of the configuration.</summary>
internal sealed class CaptureSettings
{
    public CaptureSettings(AttemptsOptions options)
    {
        var graphQL = options.GraphQL;
        GraphQLFields = graphQL.Fields.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        GraphQLRequestCap = graphQL.RequestCapBytes;
        Routes = new RouteTable(options.Routes, GraphQLFields.Count > 0 ? graphQL.Paths : []);
        Enabled = options.Enabled;
        SampleRate = options.SampleRate;
        ShouldCapture = options.ShouldCapture;
        Pseudonyms = Pseudonyms.Of(options.Pseudonyms);
        BodyCap = options.BodyCapBytes;
        Proxies = new TrustedProxies(options.TrustedProxies);
        var names = new SensitiveNames(options.SecretNames, options.PublicNames);
        var keys = new KeyTable(names, new FieldMap(options.Fields));
        Redactor = new JsonRedactor(keys);
        Queries = new QueryRedactor(keys, Redactor.Text);
        Outcomes = new OutcomeResolver(
            new ErrorMap(options.ErrorCodes, options.ErrorTexts.Select(text => (text.Pattern, text.Code)))
        );
    }

    public RouteTable Routes { get; }

    public FrozenDictionary<string, AttemptAction> GraphQLFields { get; }

    public int GraphQLRequestCap { get; }

    public bool Enabled { get; }

    public double SampleRate { get; }

    public Func<HttpContext, AttemptAction?, bool>? ShouldCapture { get; }

    /// <summary>Null where email and phone stay as they are.</summary>
    public Pseudonyms? Pseudonyms { get; }

    public int BodyCap { get; }

    public TrustedProxies Proxies { get; }

    public JsonRedactor Redactor { get; }

    public QueryRedactor Queries { get; }

    public OutcomeResolver Outcomes { get; }
}
