using System.CommandLine;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary><c>watch JOB</c>, <c>stop JOB</c> and <c>archive</c>.</summary>
internal static class JobCommands
{
    public static Command Watch(VerbRunner run)
    {
        var job = Job();
        var command = new Command("watch", "Shows how far a job is until it ends.") { job };
        command.SetAction(
            (parsed, cancellationToken) =>
                run(
                    parsed,
                    async session =>
                        await JobWatch.WaitAsync(
                            session,
                            await session.Client.GetAsync(Path(parsed.GetRequiredValue(job)), cancellationToken),
                            cancellationToken
                        )
                )
        );
        return command;
    }

    public static Command Stop(VerbRunner run)
    {
        var job = Job();
        var command = new Command("stop", "Stops a job; what it has put back stays so.") { job };
        command.SetAction(
            (parsed, cancellationToken) =>
                run(
                    parsed,
                    async session =>
                        await JobWatch.SayAsync(
                            session,
                            await session.Client.DeleteAsync(Path(parsed.GetRequiredValue(job)), cancellationToken)
                        )
                )
        );
        return command;
    }

    public static Command Archive(VerbRunner run)
    {
        var days = new Option<int>("--older-than-days")
        {
            Description = "Letters that are at least so many days old, 0 to 30.",
            DefaultValueFactory = _ => 21,
        };
        var command = new Command("archive", "Moves old letters to the archive and waits for the end.") { days };
        command.SetAction(
            (parsed, cancellationToken) =>
                run(
                    parsed,
                    async session =>
                    {
                        var path = $"admin/dead-letters/archive?olderThanDays={parsed.GetValue(days)}";
                        var job = await session.Client.PostAsync(path, null, cancellationToken);
                        return await JobWatch.WaitAsync(session, job, cancellationToken);
                    }
                )
        );
        return command;
    }

    private static Argument<string> Job() => new("JOB") { Description = "The job's id." };

    private static string Path(string job) => $"admin/replays/{Uri.EscapeDataString(job)}";
}
