using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary>Reads and writes JSON bodies.</summary>
internal static class HttpJson
{
    /// <summary>Reads the body; an empty one is as good as <c>{}</c>. The content type does not matter, as with Google.</summary>
    /// <exception cref="ApiException">The body is no such JSON.</exception>
    public static async ValueTask<T> ReadAsync<T>(this HttpRequest request, JsonTypeInfo<T> type)
        where T : class, new()
    {
        var body = request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(request.HttpContext.RequestAborted);
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var value = Parse(read.Buffer, type);
            body.AdvanceTo(read.Buffer.End);
            return value;
        }
    }

    public static Task WriteAsync<T>(this HttpResponse response, T value, JsonTypeInfo<T> type)
    {
        response.ContentType = "application/json; charset=UTF-8";
        return JsonSerializer.SerializeAsync(response.BodyWriter, value, type);
    }

    private static T Parse<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> type)
        where T : class, new()
    {
        if (body.IsEmpty)
        {
            return new T();
        }
        var reader = new Utf8JsonReader(body);
        try
        {
            var value = JsonSerializer.Deserialize(ref reader, type) ?? new T();
            return reader.Read()
                ? throw ApiException.InvalidArgument("Invalid JSON payload received: more than one value.")
                : value;
        }
        catch (JsonException error)
        {
            throw ApiException.InvalidArgument($"Invalid JSON payload received: {error.Message}", error);
        }
    }
}
