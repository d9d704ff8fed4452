using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Tests.Spool;

/// <summary>One process after another over the same files.</summary>
internal sealed class SpoolHarness : IDisposable
{
    public const string Root = "/spool";

    private readonly SpoolOptions _options;

    public SpoolHarness(ISpoolFiles files, SpoolOptions options)
    {
        Files = files;
        _options = options;
        Start();
    }

    public ISpoolFiles Files { get; }

    public ManualTime Time { get; } = new();

    public TestMeterFactory Meters { get; } = new();

    public CollectingLogger<AttemptLog> Entries { get; } = new();

    public CollectingLogger<RecoveredSpools> RecoveredEntries { get; } = new();

    public ProducerIdentity Identity { get; private set; } = null!;

    public AttemptLog Log { get; private set; } = null!;

    public RecordSources Sources { get; private set; } = null!;

    public RecoveredSpools Recovered { get; private set; } = null!;

    /// <summary>Starts a process; the one before was killed or closed.</summary>
    public void Start()
    {
        var metrics = new PublisherMetrics(Meters);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Identity = new ProducerIdentity("api", Time);
        Log = new AttemptLog(Files, Identity, _options, Time, metrics, Entries);
        Sources = new RecordSources(Log.Appended);
        Sources.Add(Log);
        Recovered = new RecoveredSpools(Files, _options, Identity, Sources, Time, metrics, RecoveredEntries);
        Log.Recovered = Recovered;
        Recovered.Adopt();
    }

    public void Append(string id, int size = 10, long intent = 0) => Log.Append(Json(id, size), intent);

    public long Begin(string id) =>
        Log.Begin(
            new AttemptIntent
            {
                AttemptId = id,
                Timestamp = Time.GetUtcNow(),
                Action = AttemptAction.Signup,
            }
        );

    /// <summary>Takes and completes everything there is, and tidies up.</summary>
    public List<Delivered> Drain()
    {
        var all = new List<Delivered>();
        while (Sources.Take(100, 1 << 20) is { } taken)
        {
            all.AddRange(taken.Batch.Records.Select(r => Delivered.Read(r.Json)));
            taken.Batch.Complete();
        }

        Log.Maintain();
        Recovered.Tidy();
        return all;
    }

    public void Close()
    {
        Recovered.Close();
        Log.Close();
    }

    public void Dispose() => Meters.Dispose();

    public static byte[] Json(string id, int size) =>
        Encoding.UTF8.GetBytes($$"""{"attempt_id":"{{id}}","resp":"{{new string('x', size)}}"}""");
}

/// <summary>What arrives.</summary>
internal sealed record Delivered(string Id, string Producer, long Sequence, int Size, bool Crashed)
{
    public static Delivered Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new Delivered(
            root.GetProperty("attempt_id").GetString()!,
            root.GetProperty("producer").GetString()!,
            root.GetProperty("sequence").GetInt64(),
            root.TryGetProperty("resp", out var resp) ? resp.GetString()!.Count(c => c == 'x') : 0,
            root.TryGetProperty("error_code", out var code) && code.GetString() == "PROCESS_CRASHED"
        );
    }
}
