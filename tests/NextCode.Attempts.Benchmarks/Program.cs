using NextCode.Attempts.Benchmarks.Capture;
using NextCode.Attempts.Benchmarks.Consumer;
using NextCode.Attempts.Benchmarks.Delivery;
using NextCode.Attempts.Benchmarks.Spool;

// Each benchmark prints a Markdown table; RESULTS.md keeps them with the machine and the date.
switch (args)
{
    case ["capture"]:
        CaptureBenchmark.Run();
        return 0;
    case ["loopback"]:
        await LoopbackBenchmark.RunAsync(pairs: 30);
        return 0;
    case ["spool"]:
        SpoolBenchmark.Run();
        return 0;
    case ["delivery"]:
        await DeliveryBenchmark.RunAsync(seconds: 20);
        return 0;
    case ["faults", .. var rest]:
        // "faults 120" makes each window two minutes long.
        await FaultBenchmark.RunAsync(TimeSpan.FromSeconds(rest is [var seconds] ? int.Parse(seconds) : 10), rounds: 1);
        return 0;
    case ["asn", .. var file]:
        AsnBenchmark.Run(file is [var path, ..] ? path : null);
        return 0;
    case ["ingest"]:
        await IngestBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine(
            "Which benchmark: capture, loopback, spool, delivery, faults [SECONDS], asn [FILE], ingest?"
        );
        return 2;
}
