using System.Text.Json;

namespace NextCode.Attempts.Local.SampleApi.RateLimiting;

/// <summary>
/// The device's fingerprint: the header <c>X-Fingerprint</c>, else <c>fp</c> or <c>fingerprint</c> in the JSON body. The
/// rate limiter runs before any handler, so the body is read ahead for it and rewound.
/// </summary>
internal sealed class Fingerprint(RequestDelegate next)
{
    private const string Header = "X-Fingerprint";
    private const int MaxBodyBytes = 64 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var limited = context
            .GetEndpoint()
            ?.Metadata.GetMetadata<Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute>();
        if (
            limited is not null
            && Read(context.Request.Headers[Header]) is null
            && context.Request.HasJsonContentType()
        )
        {
            context.Items[typeof(Fingerprint)] = await ReadAheadAsync(context);
        }

        await next(context);
    }

    /// <summary>The request's fingerprint; null where it has none.</summary>
    public static string? Of(HttpContext context) =>
        Read(context.Request.Headers[Header]) ?? context.Items[typeof(Fingerprint)] as string;

    /// <summary>The fingerprint a JSON object names; null where it names none.</summary>
    public static string? In(JsonElement body) => Property(body, "fp") ?? Property(body, "fingerprint");

    private static async Task<string?> ReadAheadAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        try
        {
            if (context.Request.ContentLength > MaxBodyBytes)
            {
                return null;
            }

            using var body = await JsonDocument.ParseAsync(
                context.Request.Body,
                cancellationToken: context.RequestAborted
            );
            return In(body.RootElement);
        }
        catch (JsonException)
        {
            // Not JSON: the handler says so.
            return null;
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }

    private static string? Property(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? Read(value.GetString())
            : null;

    private static string? Read(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
