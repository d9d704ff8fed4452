using NextCode.Attempts.Benchmarks.Capture;
using NextCode.Attempts.Benchmarks.Consumer;
using NextCode.Attempts.Benchmarks.Delivery;
using NextCode.Attempts.Benchmarks.Outage;
using NextCode.Attempts.Benchmarks.Reports;
using NextCode.Attempts.Benchmarks.Spool;

// Each benchmark prints a Markdown table; RESULTS.md keeps them with the machine and the date.
switch (args)
{
    case ["capture"]:
        CaptureBenchmark.Run();
        return 0;
    case ["loopback"]:
        await LoopbackBenchmark.RunAsync();
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
    case ["start"]:
        await StartBenchmark.RunAsync();
        return 0;
    case ["outage", .. var rest]:
        // "outage 10 500" has BigQuery away for ten minutes under 500 attempts a second.
        await OutageBenchmark.RunAsync(
            TimeSpan.FromMinutes(rest is [var minutes, ..] ? int.Parse(minutes) : 10),
            perSecond: rest is [_, var rate] ? int.Parse(rate) : 500
        );
        return 0;
    case ["asn", .. var file]:
        AsnBenchmark.Run(file is [var path, ..] ? path : null);
        return 0;
    case ["ingest"]:
        await IngestBenchmark.RunAsync();
        return 0;
    case ["reports", .. var rest]:
        // "reports DIR NAME…" keeps its million rows in DIR for another run, and runs these reports alone.
        await ReportsBenchmark.RunAsync(
            rest is [var folder, ..] ? folder : null,
            rest is [_, .. var names] ? names : []
        );
        return 0;
    default:
        Console.Error.WriteLine(
            "Which benchmark: capture, loopback, spool, delivery, faults [SECONDS], asn [FILE], ingest, start, outage [MINUTES] [RATE], reports [DIR] [NAME…]?"
        );
        return 2;
}
