using System.CommandLine;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary><c>attempts dead-letters</c>: everything about letters, over the admin API.</summary>
internal sealed class DeadLettersCommand
{
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly Func<string, string?> _environment;
    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The service. Default: {AdminClient.UrlVariable}, else {AdminClient.DefaultUrl}.",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Write the API's JSON, and no progress.",
        Recursive = true,
    };

    private DeadLettersCommand(TextWriter output, TextWriter error, Func<string, string?> environment)
    {
        _output = output;
        _error = error;
        _environment = environment;
    }

    public static Command Create(TextWriter output, TextWriter error, Func<string, string?> environment) =>
        new DeadLettersCommand(output, error, environment).Create();

    private Command Create()
    {
        var command = new Command(
            "dead-letters",
            $"Looks at dead letters and replays them. A bearer token is taken from {AdminClient.TokenVariable}."
        )
        {
            _url,
            _json,
            ListCommand.Create(RunAsync),
            ShowCommand.Create(RunAsync),
            ReplayCommand.Create(RunAsync),
            JobCommands.Watch(RunAsync),
            JobCommands.Stop(RunAsync),
            JobCommands.Archive(RunAsync),
        };
        return command;
    }

    // Every verb's failure is one line and exit code 2.
    private async Task<int> RunAsync(ParseResult parsed, Func<Session, Task<int>> verb)
    {
        var address = parsed.GetValue(_url) ?? _environment(AdminClient.UrlVariable) ?? AdminClient.DefaultUrl;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            await _error.WriteLineAsync($"{address} is not a URL such as {AdminClient.DefaultUrl}.");
            return ExitCodes.Usage;
        }

        using var client = new AdminClient(url, _environment(AdminClient.TokenVariable));
        try
        {
            return await verb(new Session(client, _output, _error, parsed.GetValue(_json)));
        }
        catch (AdminException exception)
        {
            await _error.WriteLineAsync(exception.Message);
            return ExitCodes.Usage;
        }
    }
}

/// <summary>Runs a verb.</summary>
internal delegate Task<int> VerbRunner(ParseResult parsed, Func<Session, Task<int>> verb);

/// <summary>What a verb works with.</summary>
internal sealed record Session(AdminClient Client, TextWriter Output, TextWriter Error, bool IsJson);
