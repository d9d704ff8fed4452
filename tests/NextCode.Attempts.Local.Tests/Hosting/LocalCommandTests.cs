using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.Local.Tests.Hosting;

internal sealed class LocalCommandTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private LocalOptions? _options;

    [SetUp]
    public void Forget()
    {
        _options = null;
        _environment.Clear();
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
    }

    [Test]
    public async Task Without_arguments_everything_runs_on_the_documented_ports()
    {
        Assert.That(await InvokeAsync(), Is.Zero);

        Assert.That(_options, Is.EqualTo(new LocalOptions { DataDirectory = ".data" }));
        Assert.That(
            (_options!.ApiPort, _options.ConsumerPort, _options.PubSubPort, _options.BigQueryPort),
            Is.EqualTo((5080, 8080, 8085, 9050))
        );
    }

    [TestCase("api", Roles.Api)]
    [TestCase("api,consumer", Roles.Api | Roles.Consumer)]
    [TestCase("PubSub, bigquery", Roles.PubSub | Roles.BigQuery)]
    public async Task Roles_are_named_with_commas(string named, object roles)
    {
        await InvokeAsync("--role", named);

        Assert.That(_options!.Roles, Is.EqualTo(roles));
    }

    [Test]
    public async Task Every_flag_has_its_place()
    {
        await InvokeAsync(
            "--data",
            "/somewhere",
            "--traffic",
            "7",
            "--api-port",
            "1",
            "--consumer-port",
            "2",
            "--pubsub-port",
            "3",
            "--bigquery-port",
            "0"
        );

        Assert.That(
            _options,
            Is.EqualTo(
                new LocalOptions
                {
                    DataDirectory = "/somewhere",
                    TrafficPerSecond = 7,
                    ApiPort = 1,
                    ConsumerPort = 2,
                    PubSubPort = 3,
                    BigQueryPort = 0,
                }
            )
        );
    }

    [TestCase("127.0.0.1:8085", Roles.All)]
    [TestCase("localhost:8085", Roles.All)]
    [TestCase("127.0.0.1:18085", Roles.Api | Roles.Consumer | Roles.BigQuery)]
    public async Task An_emulator_elsewhere_takes_the_place_of_the_stand_in(string host, object roles)
    {
        _environment["PUBSUB_EMULATOR_HOST"] = host;

        await InvokeAsync();

        Assert.That(_options!.Roles, Is.EqualTo(roles));
        Assert.That(_options.PubSubHost, Is.EqualTo(host));
    }

    [Test]
    public async Task A_role_that_is_asked_for_runs_whatever_the_environment_says()
    {
        _environment["PUBSUB_EMULATOR_HOST"] = "127.0.0.1:18085";

        await InvokeAsync("--role", "pubsub");

        Assert.That(_options!.Roles, Is.EqualTo(Roles.PubSub));
    }

    [TestCase("--nonsense", "--nonsense")]
    [TestCase("--role=cook", "cook")]
    [TestCase("--role=", "--role")]
    [TestCase("--traffic=2001", "--traffic")]
    [TestCase("--traffic=x", "x")]
    [TestCase("--pubsub-port=-1", "--pubsub-port")]
    [TestCase("--role=consumer --traffic=5", "--traffic needs the api")]
    [TestCase("a-word", "a-word")]
    public async Task What_makes_no_sense_is_said_in_one_line(string arguments, string named)
    {
        Assert.That(await InvokeAsync(arguments.Split(' ')), Is.EqualTo(2));

        Assert.That(_options, Is.Null);
        Assert.That(_error.ToString().Trim(), Does.Contain(named).And.Not.Contain('\n'));
        Assert.That(_output.ToString(), Is.Empty);
    }

    private Task<int> InvokeAsync(params string[] arguments) =>
        new LocalCommand(
            (options, _) =>
            {
                _options = options;
                return Task.FromResult(0);
            },
            name => _environment.GetValueOrDefault(name)
        ).InvokeAsync(arguments, _output, _error);
}
