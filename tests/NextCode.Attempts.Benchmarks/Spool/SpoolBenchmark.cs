using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Benchmarks.Spool;

/// <summary>
/// Appending an attempt to the log, by turns with a bare <see cref="RandomAccess.Write(SafeFileHandle, ReadOnlySpan{byte}, long)"/>
/// of the same number of bytes to a preallocated file. Files are made ready outside the measured time for both.
/// </summary>
internal static class SpoolBenchmark
{
    private const int Rounds = 30;
    private const int Appends = 5_000;
    private const int SegmentBytes = 64 << 20;

    public static void Run()
    {
        Console.WriteLine($"{Rounds} rounds by turns of {Appends} appends each, one thread.");
        Console.WriteLine();
        Console.WriteLine(
            "| JSON | bare write, ns (median) | append, ns (median) | rate of append to bare | B allocated an append |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var size in (int[])[512, 2048, 8192])
        {
            Measure(size);
        }
    }

    private static void Measure(int size)
    {
        var directory = Directory.CreateTempSubdirectory("attempts-bench-").FullName;
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var identity = new ProducerIdentity("benchmark", TimeProvider.System);
        var log = new AttemptLog(
            new DiskFiles(),
            identity,
            new SpoolOptions
            {
                Directory = directory,
                SegmentBytes = SegmentBytes,
                SyncInterval = TimeSpan.FromMinutes(1),
            },
            TimeProvider.System,
            new PublisherMetrics(services.GetRequiredService<IMeterFactory>()),
            NullLogger<AttemptLog>.Instance
        );
        try
        {
            var json = Encoding.UTF8.GetBytes($$"""{"attempt_id":"a","resp":"{{new string('x', size - 28)}}"}""");
            var envelope = new Envelope(identity.Producer);
            var frame = new byte[RecordFormat.FrameBytes(json.Length + envelope.MaxOverhead - 15)];
            var (bare, append) = (new List<double>(), new List<double>());
            long allocated = 0;
            for (var round = -3; round < Rounds; round++)
            {
                var own = () => Append(log, json, ref allocated, count: round >= 0);
                var other = () => Write(directory, frame);
                var (first, second) = round % 2 == 0 ? (own(), other()) : (other(), own());
                if (round >= 0)
                {
                    append.Add(round % 2 == 0 ? first : second);
                    bare.Add(round % 2 == 0 ? second : first);
                }

                Empty(log);
            }

            var (bareNs, appendNs) = (Statistics.Median(bare), Statistics.Median(append));
            Console.WriteLine(
                $"| {size} B | {bareNs:F0} | {appendNs:F0} | {bareNs / appendNs:F2} | {(double)allocated / Rounds / Appends:F2} |"
            );
        }
        finally
        {
            log.Close();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Append(AttemptLog log, byte[] json, ref long allocated, bool count)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Appends; i++)
        {
            log.Append(json);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated += count ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
        return log.InMemory > 0
            ? throw new InvalidOperationException("Appends went to memory: no file was ready.")
            : elapsed.TotalNanoseconds / Appends;
    }

    private static double Write(string directory, byte[] frame)
    {
        var path = Path.Combine(directory, "bare");
        using var file = File.OpenHandle(
            path,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.ReadWrite,
            FileOptions.DeleteOnClose,
            SegmentBytes
        );
        var started = Stopwatch.GetTimestamp();
        long offset = 0;
        for (var i = 0; i < Appends; i++)
        {
            RandomAccess.Write(file, frame, offset);
            offset += frame.Length;
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Appends;
    }

    private static void Empty(AttemptLog log)
    {
        while (log.Take(1000, 1 << 20) is { } batch)
        {
            batch.Complete();
        }

        log.Maintain();
    }
}
