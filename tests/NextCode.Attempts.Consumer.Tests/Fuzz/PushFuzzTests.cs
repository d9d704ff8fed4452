using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Ingest.Push;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Consumer.Tests.Ingest.Push;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>
/// Whatever a push holds, it is a row or a letter with a reason, and never the reason of a 5xx. The environment variable
/// <c>FUZZ_MESSAGES</c> asks for more than the few of an ordinary run.
/// </summary>
internal sealed class PushFuzzTests
{
    private const string Data =
        """{"attempt_id":"e-1","timestamp":"2026-11-22T11:00:00.5Z","action":"signup","status":"error","sequence":3,"ip":"8.8.8.8","email":"a@gmul.com","duration":12345,"additional_data":"{\"a\":1}","errors":[{"field":"email","code":"X"}],"deposit":{"amount":"10.5","is_first_deposit":true},"resp":"{\"x\":\"\u00e9\"}","resp_truncated":false,"unknown":{"deep":[1,2]}}""";

    private static int Messages =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_MESSAGES"), out var messages) ? messages : 20_000;

    [Test]
    public async Task Mutated_pushes_are_rows_or_letters_and_nothing_else()
    {
        var table = new CountingTable();
        var topic = new CountingTopic();
        await using var consumer = await RunningConsumer.StartAsync(services =>
        {
            services.AddSingleton<Google.BigQuery.ITable>(table);
            services.AddSingleton<Google.PubSub.ITopic>(topic);
        });
        var endpoint = consumer.Services.GetRequiredService<PushEndpoint>();
        var corpus = await CorpusAsync();
        var mutator = new Mutator(20261122);
        for (var number = 1; number <= Messages; number++)
        {
            var (headers, body) = Pick(corpus, mutator);
            var context = new DefaultHttpContext();
            foreach (var (name, value) in headers)
            {
                context.Request.Headers[name] = value;
            }

            context.Request.Body = new MemoryStream(body);
            context.Request.ContentLength = body.Length;
            await endpoint.HandleAsync(context);

            Assert.That(context.Response.StatusCode, Is.EqualTo(204), () => Encoding.Latin1.GetString(body));
            Assert.That(table.Rows + topic.Letters, Is.EqualTo(number), () => Encoding.Latin1.GetString(body));
        }

        await TestContext.Out.WriteLineAsync(
            $"{Messages} messages: {table.Rows} rows, {string.Join(", ", topic.Reasons.OrderBy(static r => r.Key).Select(static r => $"{r.Value} {r.Key}"))}"
        );
        Assert.That(table.Rows, Is.GreaterThan(Messages / 20));
        Assert.That(topic.Letters, Is.GreaterThan(Messages / 20));
    }

    // Half of the time the data within a sound push, half of the time the request's body itself.
    private static (IReadOnlyList<(string, string)> Headers, byte[] Body) Pick(
        List<DeliveryFile> corpus,
        Mutator mutator
    )
    {
        var file = corpus[mutator.Next(corpus.Count)];
        if (mutator.Next(2) == 0)
        {
            return (file.Headers, mutator.Mutate(file.Body));
        }

        var message = Wrapped.Message("e-1", "") with { Data = mutator.Mutate(Encoding.UTF8.GetBytes(Data)) };
        return ([("Content-Type", "application/json")], Wrapped.Bytes(message));
    }

    private static async Task<List<DeliveryFile>> CorpusAsync()
    {
        var files = new List<DeliveryFile>
        {
            new(
                new Dictionary<string, string>(),
                [("Content-Type", "application/json")],
                Wrapped.Bytes(Wrapped.Message("e-1", Data))
            ),
        };
        var folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Ingest/Push/Deliveries");
        foreach (var path in Directory.EnumerateFiles(folder, "*.http").Order(StringComparer.Ordinal))
        {
            files.Add(await DeliveryFile.ReadAsync(path));
        }

        return files;
    }
}
