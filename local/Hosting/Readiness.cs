namespace NextCode.Attempts.Local.Hosting;

/// <summary>Waits for a service to say that it is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(Uri readyz, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, readyz, cancellationToken))
        {
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri readyz, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(readyz, cancellationToken);
        return response.IsSuccessStatusCode;
    }
}
