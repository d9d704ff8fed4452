using NextCode.Attempts.Benchmarks.Capture;

// Each benchmark prints a Markdown table; RESULTS.md keeps them with the machine and the date.
switch (args)
{
    case ["capture"]:
        CaptureBenchmark.Run();
        return 0;
    case ["loopback"]:
        await LoopbackBenchmark.RunAsync(pairs: 40, requests: 4_000);
        return 0;
    default:
        Console.Error.WriteLine("Which benchmark: capture, loopback?");
        return 2;
}
