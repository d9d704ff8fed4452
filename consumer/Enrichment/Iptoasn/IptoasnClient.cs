using System.Text.Json;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Telemetry;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace NextCode.Attempts.Consumer.Enrichment.Iptoasn;

/// <summary>
/// IP to AS by a self-hosted iptoasn web service, where the table is not to be held in memory. What it does not say in
/// time stays unknown for this row and is asked for again with the next.
/// </summary>
internal sealed class IptoasnClient
{
    /// <summary>An answer has about 200 bytes.</summary>
    public const int MaxAnswerBytes = 16 * 1024;

    private readonly HttpClient _client;
    private readonly Uri _service;
    private readonly NetworkCache _cache;
    private readonly ResiliencePipeline _pipeline;
    private readonly ConsumerMetrics _metrics;

    public IptoasnClient(
        HttpClient client,
        IOptions<ConsumerOptions> options,
        TimeProvider timeProvider,
        ConsumerMetrics metrics,
        ILogger<IptoasnClient> logger
    )
    {
        var asn = options.Value.Asn;
        _client = client;
        _service = new Uri(asn.Service.TrimEnd('/') + '/');
        _cache = new NetworkCache(asn.ServiceCacheSize, asn.RefreshInterval, timeProvider);
        _pipeline = IptoasnPipeline.Create(asn, timeProvider, logger);
        _metrics = metrics;
    }

    /// <summary>What is known of an address given as text; asks nobody.</summary>
    public AsnNetwork? Find(ReadOnlySpan<byte> ip) =>
        IpText.TryParse(ip, out var address) && _cache.TryGet(address, out var network) ? network : null;

    /// <summary>Asks for the address of an event's data unless it is known; never fails, and never takes longer than its time-out.</summary>
    public ValueTask LearnAsync(ReadOnlyMemory<byte> data) =>
        EventAddress.TryRead(data.Span, out var address) && !_cache.TryGet(address, out _)
            ? new ValueTask(AskAsync(address))
            : default;

    private async Task AskAsync(UInt128 address)
    {
        try
        {
            var network = await _pipeline.ExecuteAsync(
                static async (call, token) => await call.Client.FetchAsync(call.Address, token),
                (Client: this, Address: address)
            );
            _cache.Add(address, network);
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or TimeoutRejectedException
                        or BrokenCircuitException
                        or JsonException
            )
        {
            _metrics.AsnFailed();
        }
    }

    private async Task<AsnNetwork?> FetchAsync(UInt128 address, CancellationToken cancellationToken)
    {
        var answer =
            await _client.GetFromJsonAsync(
                new Uri(_service, $"v1/as/ip/{IpText.Format(address)}"),
                IptoasnJson.Default.IptoasnAnswer,
                cancellationToken
            ) ?? throw new JsonException("The answer is null.");
        return answer is { Announced: true, Number: { } number and > 0 }
            ? new AsnNetwork(number, Text(answer.Country), Text(answer.Description), AsnLists.Hosting.Contains(number))
            : null;
    }

    // As in the table, None is its word for nothing.
    private static string? Text(string? text) => text is null or "" or "None" ? null : text;
}
