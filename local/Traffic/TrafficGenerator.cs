using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace NextCode.Attempts.Local.Traffic;

/// <summary>
/// Sends made-up attempts at a steady rate. Requests wait for each other as little as real ones: at most 128 are under
/// way, and what is due beyond that is left out and counted, so that a slow API is not buried.
/// </summary>
internal sealed class TrafficGenerator : IAsyncDisposable
{
    private const int Workers = 128;
    private const int Seed = 5080;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<TrafficRequest> _due = Channel.CreateBounded<TrafficRequest>(Workers);
    private readonly HttpClient _client;
    private readonly TrafficMix _mix;
    private readonly TimeProvider _time;
    private Task _running = Task.CompletedTask;
    private long _sent;

    private TrafficGenerator(Uri api, TimeProvider time)
    {
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Workers }) { BaseAddress = api };
        _mix = new TrafficMix(new Random(Seed), time);
        _time = time;
    }

    /// <summary>Requests answered so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Requests left out because too many were under way.</summary>
    public long LeftOut { get; private set; }

    public static TrafficGenerator Start(Uri api, int perSecond, TimeProvider time)
    {
        var generator = new TrafficGenerator(api, time);
        generator._running = Task.WhenAll([
            generator.PaceAsync(perSecond, generator._stop.Token),
            .. Enumerable.Range(0, Workers).Select(_ => generator.WorkAsync(generator._stop.Token)),
        ]);
        return generator;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task PaceAsync(int perSecond, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        var started = _time.GetTimestamp();
        var made = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var due = (long)(_time.GetElapsedTime(started).TotalSeconds * perSecond);
                for (; made < due; made++)
                {
                    if (!_due.Writer.TryWrite(_mix.Next()))
                    {
                        LeftOut++;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _due.Writer.Complete();
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var due in _due.Reader.ReadAllAsync(cancellationToken))
            {
                await SendAsync(due, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped; what was due is not sent any more.
        }
    }

    private async Task SendAsync(TrafficRequest due, CancellationToken cancellationToken)
    {
        try
        {
            using var message = due.ToMessage();
            using var response = await _client.SendAsync(message, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                due.Learn?.Invoke(JsonNode.Parse(body)!);
            }
        }
        catch (HttpRequestException)
        {
            // The API is going down or coming up: the next ones will tell.
        }

        Interlocked.Increment(ref _sent);
    }
}
