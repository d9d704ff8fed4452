using Microsoft.Extensions.Options;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Keeps the database new: from the compact copy at once, then from the source, and again after every interval. What
/// fails is said and tried again; the last good database stays in use.
/// </summary>
internal sealed class AsnRefresher(
    AsnLookup lookup,
    IAsnSource? source,
    IOptions<ConsumerOptions> options,
    TimeProvider timeProvider,
    ILogger<AsnRefresher> logger
) : BackgroundService
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(1);

    private readonly AsnOptions _options = options.Value.Asn;
    private readonly TaskCompletionSource _firstLook = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _version;

    /// <summary>Ends when the source was looked at for the first time, well or not.</summary>
    public Task FirstLook => _firstLook.Task;

    /// <summary>Looks once; false when it failed.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await source!.FetchAsync(_version, cancellationToken) is not { } content)
            {
                return true;
            }

            var started = timeProvider.GetTimestamp();
            var (table, ranges, badLines, overlaps) = AsnTsv.Read(content.Tsv, AsnLists.Hosting);
            lookup.Database = new AsnDatabase(table);
            _version = content.Version;
            var seconds = timeProvider.GetElapsedTime(started).TotalSeconds;
            Log.AsnLoaded(logger, ranges, _options.Source, seconds, badLines, overlaps);
            WriteCache(table);
            return true;
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or HttpRequestException
                        or GoogleApiException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            Log.AsnFailed(logger, _options.Source, exception.Message);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (source is null)
        {
            if (_options.Service.Length == 0)
            {
                Log.AsnSample(logger);
            }

            return;
        }

        await Task.Yield(); // The start does not wait for it.
        ReadCache();
        while (true)
        {
            var wait = await RefreshAsync(stoppingToken) ? _options.RefreshInterval : RetryInterval;
            _firstLook.TrySetResult();
            await Task.Delay(wait, timeProvider, stoppingToken);
        }
    }

    private void ReadCache()
    {
        if (_options.CachePath.Length == 0 || !File.Exists(_options.CachePath))
        {
            return;
        }

        try
        {
            (var table, _version) = AsnBinary.Read(_options.CachePath);
            lookup.Database = new AsnDatabase(table);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.AsnFailed(logger, _options.CachePath, exception.Message);
        }
    }

    private void WriteCache(AsnTable table)
    {
        if (_options.CachePath.Length == 0)
        {
            return;
        }

        try
        {
            AsnBinary.Write(_options.CachePath, table, _version ?? "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.AsnFailed(logger, _options.CachePath, exception.Message);
        }
    }
}
