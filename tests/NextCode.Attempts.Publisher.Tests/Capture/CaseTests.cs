using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>
/// Runs the files in Cases/: what request and response make of an attempt. A file is
/// <c>{"options", "action", "cases": [{"name", "request", "response", "expect", "nowhere"}]}</c>; the first case of any file
/// shows the rest. A member of <c>expect</c> that is null must be absent; JSON that is a column's text is written as JSON.
/// </summary>
internal sealed class CaseTests
{
    private static readonly string[] JsonColumns = ["additional_data", "aff_data", "resp"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<TestCaseData> Cases()
    {
        var folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Cases");
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var content = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            foreach (var node in content["cases"]!.AsArray())
            {
                var name = $"{Path.GetFileNameWithoutExtension(file)}: {node!["name"]}";
                yield return new TestCaseData(content, node.AsObject()).SetName(name.Replace('.', ' '));
            }
        }
    }

    [Test]
    public void There_are_at_least_120_cases() => Assert.That(Cases().Count(), Is.GreaterThanOrEqualTo(120));

    [TestCaseSource(nameof(Cases))]
    public async Task Case(JsonObject file, JsonObject given)
    {
        using var pipeline = new CasePipeline(Options(file, given));
        var request = given["request"]?.AsObject() ?? [];
        var context = pipeline.Context(Text(request, "method") ?? "POST", Text(request, "url") ?? "/");
        Fill(request, context.Request.Headers, out var requestBody);
        context.Request.Body = new MemoryStream(requestBody);
        if (requestBody.Length > 0 && context.Request.ContentLength is null)
        {
            context.Request.ContentLength = requestBody.Length;
        }

        await pipeline.RunAsync(
            context,
            async http =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null);
                var response = given["response"]?.AsObject() ?? [];
                http.Response.StatusCode = (int?)response["status"] ?? 200;
                Fill(response, http.Response.Headers, out var body);
                await http.Response.Body.WriteAsync(body);
            }
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(pipeline.Faults.Total, Is.Zero, "faults of capture");
        Assert.That(pipeline.Log.Open, Is.Zero, "intents left open");
        var expected = Expected(given);
        Assert.That(pipeline.Log.Json, Has.Count.EqualTo(expected.Count), "attempts");
        foreach (var (json, columns) in pipeline.Log.Json.Zip(expected))
        {
            Compare(JsonNode.Parse(json)!.AsObject(), columns);
            foreach (var secret in given["nowhere"]?.AsArray() ?? [])
            {
                Assert.That(json, Does.Not.Contain((string)secret!));
            }
        }
    }

    private static JsonObject Options(JsonObject file, JsonObject given)
    {
        var options = (file["options"]?.DeepClone() ?? new JsonObject()).AsObject();
        foreach (var (name, value) in given["options"]?.AsObject() ?? [])
        {
            options[name] = value?.DeepClone();
        }

        if (Text(given, "action") is { } action)
        {
            var route = new JsonObject
            {
                ["Pattern"] = "/{*any}",
                ["Method"] = "*",
                ["Action"] = action,
            };
            options["Routes"] = new JsonArray(route);
        }

        return options;
    }

    private static List<JsonObject> Expected(JsonObject given) =>
        given["expect"] switch
        {
            JsonArray several => [.. several.Select(one => one!.AsObject())],
            JsonObject one => [one],
            _ => [],
        };

    private static void Compare(JsonObject actual, JsonObject expected)
    {
        foreach (var (column, value) in expected)
        {
            var found = actual[column];
            if (JsonColumns.Contains(column) && value is JsonObject or JsonArray && found is not null)
            {
                found = JsonNode.Parse((string)found!);
            }

            Assert.That(Show(found), Is.EqualTo(Show(value)), column);
        }
    }

    private static string Show(JsonNode? node) => node?.ToJsonString(Readable) ?? "absent";

    private static void Fill(JsonObject message, IHeaderDictionary headers, out byte[] body)
    {
        body = message switch
        {
            _ when message["json"] is { } json => Encoding.UTF8.GetBytes(json.ToJsonString(Readable)),
            _ when Text(message, "text") is { } text => Encoding.UTF8.GetBytes(text),
            _ when Text(message, "base64") is { } base64 => Convert.FromBase64String(base64),
            _ => [],
        };
        if (message["json"] is not null)
        {
            headers.ContentType = "application/json";
        }

        foreach (var (name, value) in message["headers"]?.AsObject() ?? [])
        {
            headers[name] = (string?)value;
        }
    }

    private static string? Text(JsonObject node, string name) => (string?)node[name];
}
