using System.Text;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.Traffic;

/// <summary>One made-up request.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Visitor">Who sends it, from where and with what.</param>
internal sealed record TrafficRequest(string Path, string Body, Visitor Visitor)
{
    /// <summary>What follows from the answer, where it is a success.</summary>
    public Action<JsonNode>? Learn { get; init; }

    public static TrafficRequest Rest(string path, JsonObject body, Visitor visitor) =>
        new(path, body.ToJsonString(), visitor);

    public static TrafficRequest GraphQl(string mutation, string result, JsonObject input, Visitor visitor) =>
        new(
            "/graphql",
            new JsonObject
            {
                ["operationName"] = "App",
                ["query"] = $"mutation App($input: Input!) {{ {mutation}(input: $input) {{ {result} }} }}",
                ["variables"] = new JsonObject { ["input"] = input },
            }.ToJsonString(),
            visitor
        );

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/json"),
        };
        message.Headers.Host = Visitor.Domain;
        message.Headers.TryAddWithoutValidation("User-Agent", Visitor.UserAgent);
        message.Headers.TryAddWithoutValidation("CF-Connecting-IP", Visitor.Ip);
        message.Headers.TryAddWithoutValidation("CF-IPCountry", Visitor.Country);
        message.Headers.TryAddWithoutValidation("X-Fingerprint", Visitor.Fingerprint);
        message.Headers.TryAddWithoutValidation("Referer", Visitor.Referrer);
        return message;
    }
}
