using System.CommandLine;
using NextCode.Attempts.Cli.DeadLetters;
using NextCode.Attempts.Cli.Metabase;
using NextCode.Attempts.Cli.Reports;
using NextCode.Attempts.Cli.Spool;

namespace NextCode.Attempts.Cli;

/// <summary>The command <c>attempts</c>: parses, dispatches, and makes every failure one line and an exit code.</summary>
internal static class AttemptsCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">For what was asked for.</param>
    /// <param name="error">For progress and complaints.</param>
    /// <param name="environment">Reads an environment variable. Default: the process's.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        string[] arguments,
        TextWriter output,
        TextWriter error,
        Func<string, string?>? environment = null
    )
    {
        var root = new RootCommand("Operates NextCode.Attempts.")
        {
            new Command("spool", "What publishers keep on disk until Pub/Sub has it.")
            {
                SpoolInspectCommand.Create(output, error),
                SpoolSendCommand.Create(output, error),
            },
            DeadLettersCommand.Create(output, error, environment ?? Environment.GetEnvironmentVariable),
            ReportsCommand.Create(output, error, TimeProvider.System),
            MetabaseCommand.Create(output, error),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync(problem.Message);
            }

            return ExitCodes.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        return await parsed.InvokeAsync(configuration);
    }
}
