using Microsoft.IdentityModel.Tokens;

namespace NextCode.Attempts.Consumer.Authorization;

/// <summary>
/// The public keys of the tokens' signer: fetched when first needed, again after an hour or when a token names a key not
/// among them, which is how keys are rotated. The last good ones are kept while the fetch fails.
/// </summary>
internal sealed class SigningKeys(HttpClient client, Uri url, TimeProvider timeProvider) : IDisposable
{
    /// <summary>The most a client should take of an answer; Google's is about 2 KB.</summary>
    public const int MaxAnswerBytes = 1024 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // A flood of tokens with made-up key names must not become a flood of fetches.
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetch = new(1, 1);
    private volatile Fetched? _keys;

    /// <summary>The key of that name; null where the signer has none.</summary>
    /// <exception cref="HttpRequestException">The keys are out of reach, and none were fetched before.</exception>
    public async Task<SecurityKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_keys is { } known && Age(known) < Lifetime && known.ById.TryGetValue(keyId, out var key))
        {
            return key;
        }

        await _fetch.WaitAsync(cancellationToken);
        try
        {
            var keys = _keys;
            if (keys is null || (Age(keys) >= MinimumAge && (Age(keys) >= Lifetime || !keys.ById.ContainsKey(keyId))))
            {
                keys = await RefreshAsync(keys, cancellationToken);
            }

            return keys.ById.GetValueOrDefault(keyId);
        }
        finally
        {
            _fetch.Release();
        }
    }

    public void Dispose() => _fetch.Dispose();

    private TimeSpan Age(Fetched keys) => timeProvider.GetElapsedTime(keys.At);

    private async Task<Fetched> RefreshAsync(Fetched? last, CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = new CancellationTokenSource(FetchTimeout, timeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var set = new JsonWebKeySet(await client.GetStringAsync(url, both.Token));
            var byId = set
                .Keys.Where(static key => key.Kty is "RSA" or "EC" && !string.IsNullOrEmpty(key.KeyId))
                .ToDictionary(static key => key.KeyId, static SecurityKey (key) => key, StringComparer.Ordinal);
            return _keys = new Fetched(byId, timeProvider.GetTimestamp());
        }
        catch (Exception exception)
            when (last is not null
                && exception is HttpRequestException or OperationCanceledException or ArgumentException
            )
        {
            // Tried again after the same age; meanwhile what was good stays good.
            return _keys = last! with { At = timeProvider.GetTimestamp() };
        }
        catch (Exception exception) when (exception is OperationCanceledException or ArgumentException)
        {
            throw new HttpRequestException($"The keys at {url} are out of reach or no key set.", exception);
        }
    }

    private sealed record Fetched(IReadOnlyDictionary<string, SecurityKey> ById, long At);
}
