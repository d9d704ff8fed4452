using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Reading requests and writing answers.</summary>
internal static class Http
{
    private const string Json = "application/json; charset=UTF-8";

    public static string Route(this HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    public static DatasetName RouteDataset(this HttpContext http) => new(http.Route("project"), http.Route("dataset"));

    public static TableName RouteTable(this HttpContext http) =>
        new(http.Route("project"), http.Route("dataset"), http.Route("table"));

    public static string? Query(this HttpContext http, string name) =>
        http.Request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    public static bool QueryFlag(this HttpContext http, string name) =>
        string.Equals(http.Query(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ApiException">The parameter is no number from 0 up.</exception>
    public static long? QueryNumber(this HttpContext http, string name) =>
        http.Query(name) is not { } text ? null
        : long.TryParse(text, out var number) && number >= 0 ? number
        : throw ApiException.Invalid($"Invalid value for {name}: {text}", name);

    public static async Task<JsonDocument> ReadDocumentAsync(this HttpContext http)
    {
        var body = await ReadBodyAsync(http);
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    public static async Task<T> ReadAsync<T>(this HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        using var document = await http.ReadDocumentAsync();
        return Convert(document.RootElement, type);
    }

    /// <summary>Reads a JSON merge patch (RFC 7386) and applies it to a resource.</summary>
    public static async Task<T> ReadPatchAsync<T>(this HttpContext http, T resource, JsonTypeInfo<T> type)
        where T : class
    {
        using var document = await http.ReadDocumentAsync();
        var target = JsonSerializer.SerializeToNode(resource, type)!.AsObject();
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("The patch is not a JSON object.");
        }

        Merge(target, JsonObject.Create(document.RootElement)!);
        using var merged = JsonSerializer.SerializeToDocument(target, BigQueryJson.Default.JsonObject);
        return Convert(merged.RootElement, type);
    }

    public static Task WriteAsync<T>(this HttpContext http, T body, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = Json;
        return JsonSerializer.SerializeAsync(http.Response.Body, body, type, http.RequestAborted);
    }

    public static async Task WriteErrorAsync(this HttpContext http, ApiException error)
    {
        var item = new ErrorItem(
            error.Message,
            "global",
            error.Reason,
            error.Location,
            error.Location is null ? null : "parameter"
        );
        http.Response.StatusCode = error.Code;
        await http.WriteAsync(
            new ErrorResponse(new ErrorBody(error.Code, error.Message, [item], Status(error.Code))),
            BigQueryJson.Default.ErrorResponse
        );
    }

    public static ApiException TooLarge(Exception? inner = null) =>
        new(
            413,
            "badRequest",
            $"Request payload size exceeds the limit: {TabledataEndpoints.MaxRequestBytes} bytes.",
            inner: inner
        );

    /// <summary>The address the client used, for links in answers.</summary>
    public static string Root(this HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext http)
    {
        var body = new ArrayBufferWriter<byte>(
            (int)Math.Clamp(http.Request.ContentLength ?? 0, 4096, TabledataEndpoints.MaxRequestBytes)
        );
        while (await http.Request.Body.ReadAsync(body.GetMemory(), http.RequestAborted) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > TabledataEndpoints.MaxRequestBytes)
            {
                // A client that is still sending would see a broken connection instead of the answer.
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
                throw TooLarge();
            }
        }

        return body.WrittenMemory;
    }

    private static T Convert<T>(JsonElement json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return json.Deserialize(type) ?? throw ApiException.Invalid("The request has no body.");
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject nested && target[name] is JsonObject existing)
            {
                Merge(existing, nested);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static ApiException Unreadable(JsonException e) =>
        new(400, "parseError", $"Invalid JSON payload received: {e.Message}", inner: e);

    private static string Status(int code) =>
        code switch
        {
            403 => "PERMISSION_DENIED",
            404 => "NOT_FOUND",
            409 => "ALREADY_EXISTS",
            412 => "FAILED_PRECONDITION",
            >= 500 => "INTERNAL",
            _ => "INVALID_ARGUMENT",
        };
}
