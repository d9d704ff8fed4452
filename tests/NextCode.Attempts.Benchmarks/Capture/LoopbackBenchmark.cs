using System.Diagnostics;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>
/// The same API on Kestrel with attempts (capture, spool on disk, delivery to a topic that takes all at once) and
/// without, over loopback. Requests arrive at a fixed rate, one to each API by turns, so that whatever the machine does
/// meets both. Once the API does nothing, and once it does what a signup cannot do without: hash the password.
/// </summary>
internal static class LoopbackBenchmark
{
    /// <summary>What ASP.NET Core Identity's hasher does by default (PasswordHasherOptions.IterationCount).</summary>
    private const int Iterations = 100_000;

    /// <summary>Far fewer than anybody should use, to be on the unkind side.</summary>
    private const int FewIterations = 5_000;

    private const int Pairs = 30;
    private const int WarmUp = 300;

    public static async Task RunAsync()
    {
        Console.WriteLine(
            $"{Pairs} pairs of windows; the interval is that of 2,000 bootstraps over the pairs, of the change of the percentile of all their requests."
        );
        Console.WriteLine();
        Console.WriteLine("| API | | without, µs | with, µs | change | 95 % interval |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        await RunAsync("hashes a password as ASP.NET Core Identity does", Iterations, perWindow: 25, perSecond: 12);
        await RunAsync("hashes a password far too fast", FewIterations, perWindow: 150, perSecond: 120);
        await RunAsync("does nothing", iterations: 0, perWindow: 500, perSecond: 2_000);
    }

    private static async Task RunAsync(string name, int iterations, int perWindow, int perSecond)
    {
        var spool = Directory.CreateTempSubdirectory("attempts-loopback");
        var topic = new AcceptingTopic();
        double[][] without = new double[Pairs][];
        double[][] with = new double[Pairs][];
        await using (var bare = await SignupApi.StartAsync(iterations))
        await using (var own = await SignupApi.StartAsync(iterations, topic, spool.FullName))
        {
            using var first = new SignupClient(SignupApi.Endpoint(bare));
            using var second = new SignupClient(SignupApi.Endpoint(own));
            // Compiled code comes some time after the calls that ask for it.
            for (var n = 0; n < WarmUp * 3; n++)
            {
                if (iterations < Iterations || n % 10 == 0)
                {
                    first.Send();
                    second.Send();
                }

                if (n % WarmUp == 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
                }
            }

            for (var pair = 0; pair < Pairs; pair++)
            {
                (without[pair], with[pair]) = Measure(first, second, perWindow, perSecond, swap: pair % 2 == 1);
            }

            await own.StopAsync();
        }

        spool.Delete(recursive: true);
        var shown = $"{name}, {perSecond}/s, {Pairs} × {perWindow} each";
        Print(shown, "p50", 0.5, without, with);
        Print($"{topic.Messages} attempts delivered", "p99", 0.99, without, with);
    }

    private static (double[] Without, double[] With) Measure(
        SignupClient bare,
        SignupClient own,
        int requests,
        int perSecond,
        bool swap
    )
    {
        var without = new double[requests];
        var with = new double[requests];
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; n < requests * 2; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            while (Stopwatch.GetElapsedTime(start) < due)
            {
                // Gives the processor up: the servers run on the same machine.
                Thread.Yield();
            }

            if (n % 2 == 0 == swap)
            {
                with[n / 2] = own.Send();
            }
            else
            {
                without[n / 2] = bare.Send();
            }
        }

        return (without, with);
    }

    private static void Print(string api, string name, double share, double[][] without, double[][] with)
    {
        var (low, high) = Statistics.Bootstrap(Pairs, sample => Change(share, sample, without, with));
        int[] all = [.. Enumerable.Range(0, Pairs)];
        Console.WriteLine(
            $"| {api} | {name} | {Pooled(share, all, without):F1} | {Pooled(share, all, with):F1} "
                + $"| {Change(share, all, without, with):+0.0;-0.0} % | {low:+0.0;-0.0} % to {high:+0.0;-0.0} % |"
        );
    }

    private static double Change(double share, int[] pairs, double[][] without, double[][] with) =>
        ((Pooled(share, pairs, with) / Pooled(share, pairs, without)) - 1) * 100;

    private static double Pooled(double share, int[] pairs, double[][] windows) =>
        Statistics.Percentile([.. pairs.SelectMany(pair => windows[pair]).Order()], share);
}
