using System.Text.Json;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary>Follows a job to its end.</summary>
internal static class JobWatch
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the end, with a bar of what is done of what there is.</summary>
    /// <returns>0 where every letter was reached and none failed, else 1.</returns>
    public static async Task<int> WaitAsync(Session session, JsonElement job, CancellationToken cancellationToken)
    {
        var shown = "";
        var total = await TotalAsync(session, job, cancellationToken);
        while (job.Text("state") == "running")
        {
            var bar = Bar(job, total);
            if (!session.IsJson && bar != shown)
            {
                await session.Error.WriteLineAsync(shown = bar);
            }

            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            job = await session.Client.GetAsync($"admin/replays/{job.Text("id")}", cancellationToken);
        }

        return await SayAsync(session, job);
    }

    /// <summary>Says how a job stands.</summary>
    /// <returns>0 where it runs, or ended with nothing left to do.</returns>
    public static async Task<int> SayAsync(Session session, JsonElement job)
    {
        if (session.IsJson)
        {
            await session.Output.WriteLineAsync(job.GetRawText());
        }
        else
        {
            await WriteAsync(session.Output, job);
        }

        return job.Text("state") is "running" or "completed" && job.Number("failed") == 0
            ? ExitCodes.Success
            : ExitCodes.Incomplete;
    }

    private static async Task WriteAsync(TextWriter output, JsonElement job)
    {
        var outcome =
            job.Text("dryRun") == "True"
                ? $"{job.Text("wouldSucceed")} would succeed, {job.Text("failed")} would fail"
                : $"{job.Text("replayed")} replayed, {job.Text("archived")} archived, {job.Text("failed")} failed";
        await output.WriteLineAsync(
            $"job {job.Text("id")} {job.Text("state")}: {job.Text("seen")} letters seen, {outcome}"
        );
        foreach (var reason in job.GetProperty("failedByReason").EnumerateObject())
        {
            await output.WriteLineAsync($"  {reason.Name}: {reason.Value}");
        }

        foreach (var example in job.GetProperty("examples").EnumerateArray())
        {
            await output.WriteLineAsync(
                $"  e.g. {example.Text("id")} ({example.Text("reason")}): {example.Text("outcome")} {example.Text("detail")}".TrimEnd()
            );
        }

        foreach (var note in job.GetProperty("notes").EnumerateArray())
        {
            await output.WriteLineAsync($"  {note}");
        }
    }

    // Asked once: every look at the letters is audited.
    private static async Task<long> TotalAsync(Session session, JsonElement job, CancellationToken cancellationToken)
    {
        if (session.IsJson || job.Text("state") != "running" || job.GetProperty("request").Text("source") == "archive")
        {
            return 0;
        }

        var list = await session.Client.GetAsync("admin/dead-letters?limit=1", cancellationToken);
        return list.Number("total") + job.Number("replayed");
    }

    private static string Bar(JsonElement job, long total)
    {
        var seen = job.Number("seen");
        var done = (int)(BarWidth * Math.Min(seen, total) / Math.Max(total, 1));
        return $"[{new string('#', done)}{new string('.', BarWidth - done)}] {seen} done of {total} there";
    }
}
