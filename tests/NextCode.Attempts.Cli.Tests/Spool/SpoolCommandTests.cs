using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NextCode.Attempts.Cli.Spool;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Cli.Tests.Spool;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SpoolCommandTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("attempts-cli-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [TearDown]
    public void CleanUp()
    {
        Directory.Delete(_directory, recursive: true);
        _services.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Test]
    public async Task Inspect_tells_what_is_unsent()
    {
        LeaveBehind("a", "b");

        var code = await AttemptsCommand.RunAsync(["spool", "inspect", _directory, "--json"], _output, _error);

        using var report = JsonDocument.Parse(_output.ToString());
        var producer = report.RootElement.GetProperty("producers")[0];
        Assert.That(code, Is.Zero);
        Assert.That(producer.GetProperty("service").GetString(), Is.EqualTo("api"));
        Assert.That(producer.GetProperty("unsent").GetInt32(), Is.EqualTo(2));
        Assert.That(producer.GetProperty("in_use").GetBoolean(), Is.False);
        Assert.That(producer.GetProperty("oldest").GetDateTimeOffset(), Is.LessThan(TimeProvider.System.GetUtcNow()));
    }

    [Test]
    public async Task Inspect_finds_what_is_corrupt_and_says_so_by_its_exit_code()
    {
        LeaveBehind("a", "bad", "c");
        Damage("bad");

        var code = await AttemptsCommand.RunAsync(["spool", "inspect", _directory], _output, _error);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(_output.ToString(), Does.Contain("1 corrupt").And.Contain("2 unsent"));
    }

    [TestCase("spool", "inspect", "/no/such/directory")]
    [TestCase("spool", "inspect")]
    [TestCase("spool", "send", "/no/such/directory", "--project", "p")]
    [TestCase("spool", "send", "/tmp")]
    [TestCase("spool", "what")]
    public async Task A_wrong_command_line_is_exit_code_2_and_one_line(params string[] arguments)
    {
        var code = await AttemptsCommand.RunAsync(arguments, _output, _error);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(_error.ToString(), Is.Not.Empty);
    }

    [Test]
    public async Task Send_sends_everything_and_leaves_nothing()
    {
        LeaveBehind("a", "b");
        LeaveBehind("c");
        var topic = new ListTopic();

        var code = await SendAsync(topic);

        Assert.That(code, Is.Zero, _output.ToString());
        Assert.That(topic.Ids, Is.EquivalentTo(new[] { "a", "b", "c" }));
        Assert.That(Directory.EnumerateFileSystemEntries(_directory), Is.Empty);
    }

    [Test]
    public async Task Send_that_is_refused_says_why_and_the_next_one_takes_it_up()
    {
        LeaveBehind("a", "b");
        var gone = new ListTopic { Refusal = new GoogleApiException("no such topic", GoogleErrorKind.Permanent) };
        var topic = new ListTopic();

        var refused = await SendAsync(gone);
        var sent = await SendAsync(topic);

        Assert.That((refused, sent), Is.EqualTo((1, 0)));
        Assert.That(_error.ToString(), Does.Contain("no such topic"));
        Assert.That(topic.Ids, Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task Send_to_a_topic_that_cannot_be_reached_gives_up_says_why_and_keeps_all()
    {
        LeaveBehind("a", "b");
        var away = new ListTopic { Refusal = new GoogleApiException("no route to it.", GoogleErrorKind.Transient) };
        var topic = new ListTopic();

        var givenUp = await SendAsync(away, TimeSpan.Zero);
        var sent = await SendAsync(topic);

        Assert.That((givenUp, sent), Is.EqualTo((1, 0)));
        Assert.That(_output.ToString(), Does.Contain("0 of 2 attempts sent"));
        Assert.That(_error.ToString(), Does.Contain("no route to it. Run it again to go on."));
        Assert.That(topic.Ids, Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task Send_leaves_a_spool_that_is_in_use_alone()
    {
        var log = NewLog();
        log.Append(Json("a"));
        var topic = new ListTopic();

        var code = await SendAsync(topic);
        log.Close();

        Assert.That(code, Is.EqualTo(1));
        Assert.That(topic.Ids, Is.Empty);
        Assert.That(_output.ToString(), Does.Contain("in use"));
    }

    private Task<int> SendAsync(ITopic topic, TimeSpan? giveUpAfter = null) =>
        SpoolSendCommand.SendAsync(
            _directory,
            topic,
            giveUpAfter ?? TimeSpan.FromMinutes(1),
            json: false,
            _output,
            _error,
            CancellationToken.None
        );

    private void LeaveBehind(params string[] ids)
    {
        var log = NewLog();
        foreach (var id in ids)
        {
            log.Append(Json(id));
        }

        log.Close();
    }

    private AttemptLog NewLog() =>
        new(
            new DiskFiles(),
            new ProducerIdentity("api", TimeProvider.System),
            new SpoolOptions { Directory = _directory },
            TimeProvider.System,
            new PublisherMetrics(_services.GetRequiredService<IMeterFactory>()),
            NullLogger<AttemptLog>.Instance
        );

    private static byte[] Json(string id) => Encoding.UTF8.GetBytes($$"""{"attempt_id":"{{id}}","status":"success"}""");

    private void Damage(string id)
    {
        foreach (var path in Directory.EnumerateFiles(_directory, "*.segment", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(path);
            var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{id}\""));
            if (at >= 0)
            {
                bytes[at + 1] ^= 1;
                File.WriteAllBytes(path, bytes);
            }
        }
    }

    private sealed class ListTopic : ITopic
    {
        public GoogleApiException? Refusal { get; init; }

        public List<string> Ids { get; } = [];

        public string Name => "projects/p/topics/attempts";

        public Task<IReadOnlyList<string>> PublishAsync(
            IReadOnlyList<PubSubMessage> messages,
            CancellationToken cancellationToken
        )
        {
            if (Refusal is not null)
            {
                throw Refusal;
            }

            lock (Ids)
            {
                Ids.AddRange(messages.Select(message => message.Attributes["ce-id"]));
            }

            return Task.FromResult<IReadOnlyList<string>>([.. messages.Select(_ => "1")]);
        }
    }
}
