namespace NextCode.Attempts.Local.Tests.BigQuery;

/// <summary>A test with a stand-in of its own, whose clock says 2026-01-02 03:04:05 UTC, and its dataset <c>ds</c>.</summary>
internal abstract class BigQueryTest
{
    private TemporaryDirectory _directory = null!;

    protected ManualTimeProvider Time { get; private set; } = null!;

    protected RunningBigQuery BigQuery { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _directory = new TemporaryDirectory();
        Time = new ManualTimeProvider();
        BigQuery = await RunningBigQuery.StartAsync(_directory, Time);
        await BigQuery.CreateDatasetAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await BigQuery.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Stops the stand-in and starts another on the same data.</summary>
    protected async Task RestartAsync()
    {
        await BigQuery.DisposeAsync();
        BigQuery = await RunningBigQuery.StartAsync(_directory, Time);
    }
}
