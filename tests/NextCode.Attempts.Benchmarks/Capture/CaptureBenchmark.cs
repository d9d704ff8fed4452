using System.Diagnostics;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>
/// What a middleware adds to one request: nanoseconds (median of rounds, the variants in turn, so that the machine's moods
/// meet all of them) and bytes allocated.
/// </summary>
internal static class CaptureBenchmark
{
    private const int Rounds = 61;
    private const int Requests = 2_000;
    private const string Captured = "/client/Create";
    private const string Other = "/offers";

    public static void Run()
    {
        var attempts = Pipeline.Attempts();
        (string Name, Pipeline Pipeline, string Path)[] variants =
        [
            ("bare", Pipeline.Bare(), Captured),
            ("HttpLogging, same headers and bodies, to a null logger", Pipeline.HttpLogging(), Captured),
            ("attempts, to the serialized and redacted event", attempts, Captured),
            ("bare, another route", Pipeline.Bare(), Other),
            ("attempts, a route that is not captured", attempts, Other),
        ];
        var times = variants.Select(_ => new List<double>()).ToArray();
        var bytes = new double[variants.Length];
        for (var round = -10; round < Rounds; round++)
        {
            for (var i = 0; i < variants.Length; i++)
            {
                var (_, pipeline, path) = variants[i];
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                for (var n = 0; n < Requests; n++)
                {
                    pipeline.Once(path);
                }

                var elapsed = Stopwatch.GetElapsedTime(start);
                if (round >= 0)
                {
                    times[i].Add(elapsed.TotalNanoseconds / Requests);
                    bytes[i] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Requests;
                }
            }
        }

        Console.WriteLine(
            $"Request {Payloads.Request.Length} B, response {Payloads.Response.Length} B; {Rounds} rounds of {Requests} requests each."
        );
        Console.WriteLine();
        Console.WriteLine("| | ns per request | added ns | bytes per request | added bytes |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        for (var i = 0; i < variants.Length; i++)
        {
            var bare = i < 3 ? 0 : 3;
            // The difference within a round, then the median: a slow moment is in both.
            var added = Statistics.Median(times[i].Zip(times[bare], (own, other) => own - other));
            Console.WriteLine(
                $"| {variants[i].Name} | {Statistics.Median(times[i]):F0} | {added:F0} | {bytes[i]:F0} | {bytes[i] - bytes[bare]:F0} |"
            );
        }
    }
}
