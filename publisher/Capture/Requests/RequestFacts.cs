using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Capture.Requests;

/// <summary>What a request says before its body is read.</summary>
internal readonly record struct RequestFacts
{
    public required string AttemptId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public string? Domain { get; init; }

    public string? UserAgent { get; init; }

    public string? Ip { get; init; }

    public string? Geo { get; init; }

    public string? Path { get; init; }

    /// <summary>As it came.</summary>
    public string? RawQuery { get; init; }

    /// <summary>As it came.</summary>
    public string? RawReferrer { get; init; }

    public string? Fp { get; init; }

    public string? RequestId { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The request's span, where its trace is recorded: what happens to the attempt later joins it.</summary>
    public string? TraceParent { get; init; }

    public static RequestFacts Of(HttpContext context, CaptureSettings settings, DateTimeOffset now)
    {
        var request = context.Request;
        var headers = request.Headers;
        var trusted = settings.Proxies.Trusts(context.Connection.RemoteIpAddress);
        var workspace = Workspace.Take();
        var activity = Activity.Current;
        return new RequestFacts
        {
            AttemptId = AttemptIds.New(now),
            Timestamp = now,
            Domain = Host(request.Host.Value),
            UserAgent = settings.Redactor.RedactText(headers.UserAgent, workspace),
            Ip = ClientAddress.Of(context, trusted),
            Geo = trusted ? Empty(headers["CF-IPCountry"]) : null,
            Path = settings.Redactor.RedactText(request.Path.Value, workspace),
            RawQuery = request.QueryString.Value,
            RawReferrer = headers.Referer,
            Fp = settings.Redactor.RedactText(Empty(headers["X-Fingerprint"]), workspace),
            RequestId = (trusted ? Empty(headers["CF-Ray"]) : null) ?? context.TraceIdentifier,
            TraceId = activity?.TraceId.ToHexString(),
            TraceParent = activity is { Recorded: true, IdFormat: ActivityIdFormat.W3C } ? activity.Id : null,
        };
    }

    public AttemptIntent Intent(CaptureTarget target) =>
        new()
        {
            AttemptId = AttemptId,
            Timestamp = Timestamp,
            Action = target.IsGraphQL ? null : target.Action,
            Operation = target.Operation,
            Domain = Domain,
            Path = Path,
            Ip = Ip,
            UserAgent = UserAgent,
            Fp = Fp,
            RequestId = RequestId,
            TraceId = TraceId,
        };

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // Host names differ in case only by accident, and a port is no part of them.
    private static string? Host(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var colon = value.LastIndexOf(':');
        var end = colon > value.LastIndexOf(']') ? colon : value.Length;
        return value[..end].ToLowerInvariant();
    }
}
