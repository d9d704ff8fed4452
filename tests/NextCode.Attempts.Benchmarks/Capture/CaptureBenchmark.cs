using System.Diagnostics;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>
/// What a middleware adds to one request: nanoseconds (median of rounds, the variants in turn, so that the machine's moods
/// meet all of them) and bytes allocated.
/// </summary>
internal static class CaptureBenchmark
{
    // Where the variants of the route that is not captured begin.
    private const int OtherRoute = 4;
    private const int Rounds = 1_500;
    private const int Requests = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private const string Captured = "/client/Create";
    private const string Other = "/offers";

    public static void Run()
    {
        var formatting = new DiscardingLogger(formats: true);
        var bare = Pipeline.Bare();
        var attempts = Pipeline.Attempts();
        (string Name, Pipeline Pipeline, string Path)[] variants =
        [
            ("bare", bare, Captured),
            ("HttpLogging, same headers and bodies, text made and dropped", Pipeline.HttpLogging(formatting), Captured),
            (
                "HttpLogging, the same, no text made",
                Pipeline.HttpLogging(new DiscardingLogger(formats: false)),
                Captured
            ),
            ("attempts, to the serialized and redacted event", attempts, Captured),
            ("bare, another route", bare, Other),
            ("attempts, a route that is not captured", attempts, Other),
        ];
        var times = variants.Select(_ => new List<double>()).ToArray();
        var bytes = new double[variants.Length];
        // Tiered compilation works behind the scenes until nothing is new: its half-way code is not what is measured.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp; )
        {
            Array.ForEach(variants, variant => Repeat(variant.Pipeline, variant.Path));
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < variants.Length; i++)
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                times[i].Add(Repeat(variants[i].Pipeline, variants[i].Path));
                bytes[i] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Requests;
            }
        }

        Console.WriteLine(
            $"Request {Payloads.Request.Length} B, response {Payloads.Response.Length} B; {Rounds} rounds of {Requests} requests each."
        );
        Console.WriteLine();
        Console.WriteLine(
            "| | ns per request | added ns | added ns, best 5 % of rounds | bytes per request | added bytes |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        for (var i = 0; i < variants.Length; i++)
        {
            var reference = i < OtherRoute ? 0 : OtherRoute;
            // The difference within a round, then the median: a slow moment is in both.
            var added = Statistics.Median(times[i].Zip(times[reference], (own, other) => own - other));
            var best = Best(times[i]) - Best(times[reference]);
            Console.WriteLine(
                $"| {variants[i].Name} | {Statistics.Median(times[i]):F0} | {added:F0} | {best:F0} | {bytes[i]:F0} | {bytes[i] - bytes[reference]:F0} |"
            );
        }
    }

    /// <returns>Nanoseconds per request.</returns>
    private static double Repeat(Pipeline pipeline, string path)
    {
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; n < Requests; n++)
        {
            pipeline.Once(path);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Requests;
    }

    private static double Best(IEnumerable<double> times) => Statistics.Percentile([.. times.Order()], 0.05);
}
