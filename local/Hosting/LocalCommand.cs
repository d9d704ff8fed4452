using System.CommandLine;
using System.CommandLine.Parsing;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>The command line: what it takes, and what each flag means.</summary>
internal sealed class LocalCommand
{
    private const int MaxPort = 65_535;
    private const int MaxTraffic = 2_000;

    private static readonly Dictionary<string, Roles> RolesByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api"] = Roles.Api,
        ["consumer"] = Roles.Consumer,
        ["pubsub"] = Roles.PubSub,
        ["bigquery"] = Roles.BigQuery,
    };

    private readonly Option<Roles> _role = new("--role")
    {
        Description = "Run only these parts: api, consumer, pubsub, bigquery; several with commas.",
        HelpName = "PART[,PART]",
        CustomParser = ParseRoles,
        DefaultValueFactory = _ => Roles.All,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Where state lives.",
        HelpName = "DIR",
        DefaultValueFactory = _ => LocalOptions.DefaultDataDirectory,
    };

    private readonly Option<int> _traffic = new("--traffic")
    {
        Description = $"Make up so many attempts a second, 0 to {MaxTraffic}.",
        HelpName = "N",
    };

    private readonly Option<int> _apiPort = Port("--api-port", "The sample API's port", LocalOptions.DefaultApiPort);
    private readonly Option<int> _consumerPort = Port(
        "--consumer-port",
        "The consumer's port",
        LocalOptions.DefaultConsumerPort
    );
    private readonly Option<int> _pubSubPort = Port(
        "--pubsub-port",
        "The Pub/Sub stand-in's port",
        LocalOptions.DefaultPubSubPort
    );
    private readonly Option<int> _bigQueryPort = Port(
        "--bigquery-port",
        "The BigQuery stand-in's port",
        LocalOptions.DefaultBigQueryPort
    );

    /// <param name="run">Runs until it is stopped; its result is the exit code.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public LocalCommand(Func<LocalOptions, CancellationToken, Task<int>> run, Func<string, string?> environment)
    {
        _traffic.Validators.Add(InRange(MaxTraffic));
        Root = new RootCommand("The whole way of an attempt on this machine: API, Pub/Sub, consumer, BigQuery.")
        {
            _role,
            _data,
            _traffic,
            _apiPort,
            _consumerPort,
            _pubSubPort,
            _bigQueryPort,
        };
        Root.Validators.Add(result =>
        {
            if (
                result.GetResult(_traffic) is { Implicit: false }
                && result.GetResult(_role) is { Implicit: false } role
                && !role.Errors.Any()
                && !role.GetValueOrDefault<Roles>().HasFlag(Roles.Api)
            )
            {
                result.AddError("--traffic needs the api in the same process.");
            }
        });
        Root.SetAction((parsed, cancellationToken) => run(Read(parsed, environment), cancellationToken));
    }

    private RootCommand Root { get; }

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code: 2, with one line, where the arguments make no sense.</returns>
    public async Task<int> InvokeAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var parsed = Root.Parse(args);
        if (parsed.Errors is [var first, ..])
        {
            await error.WriteLineAsync($"{first.Message} See --help.");
            return LocalRunner.Failed;
        }

        // Signals are the runner's: stopping in the right order may take longer than a command is given by default.
        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                ProcessTerminationTimeout = null,
            }
        );
    }

    private LocalOptions Read(ParseResult parsed, Func<string, string?> environment)
    {
        var options = new LocalOptions
        {
            Roles = parsed.GetValue(_role),
            DataDirectory = parsed.GetRequiredValue(_data),
            TrafficPerSecond = parsed.GetValue(_traffic),
            ApiPort = parsed.GetValue(_apiPort),
            ConsumerPort = parsed.GetValue(_consumerPort),
            PubSubPort = parsed.GetValue(_pubSubPort),
            BigQueryPort = parsed.GetValue(_bigQueryPort),
            PubSubHost = environment(PubSubClient.EmulatorVariable),
            BigQueryHost = environment(BigQueryClient.EmulatorVariable),
        };
        return parsed.GetResult(_role) is { Implicit: false } ? options : options.WithoutForeignParts();
    }

    private static Roles ParseRoles(ArgumentResult result)
    {
        var roles = Roles.None;
        foreach (var name in string.Join(',', result.Tokens.Select(token => token.Value)).Split(','))
        {
            if (!RolesByName.TryGetValue(name.Trim(), out var role))
            {
                result.AddError($"--role {name} is none of {string.Join(", ", RolesByName.Keys)}.");
                return Roles.None;
            }

            roles |= role;
        }

        return roles;
    }

    private static Option<int> Port(string name, string description, int standard)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description}; 0 takes a free one.",
            HelpName = "PORT",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(InRange(MaxPort));
        return option;
    }

    private static Action<OptionResult> InRange(int most) =>
        result =>
        {
            if (result.Errors.Any() || !result.Tokens.Any())
            {
                return;
            }

            if (!int.TryParse(result.Tokens[0].Value, out var value) || value < 0 || value > most)
            {
                result.AddError($"{result.Option.Name} is {result.Tokens[0].Value}; 0 to {most}.");
            }
        };
}
