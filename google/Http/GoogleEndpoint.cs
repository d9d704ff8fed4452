namespace NextCode.Attempts.Google.Http;

/// <summary>Where an API is, and whether it asks for credentials.</summary>
internal sealed record GoogleEndpoint(Uri BaseAddress, bool IsEmulator)
{
    /// <exception cref="ArgumentException">The emulator's host is no <c>HOST:PORT</c>.</exception>
    public static GoogleEndpoint Resolve(string? emulatorHost, string environmentVariable, string googleAddress)
    {
        var (host, origin) = string.IsNullOrWhiteSpace(emulatorHost)
            ? (Environment.GetEnvironmentVariable(environmentVariable), environmentVariable)
            : (emulatorHost, nameof(GoogleClientOptions.EmulatorHost));
        if (string.IsNullOrWhiteSpace(host))
        {
            return new GoogleEndpoint(new Uri(googleAddress), IsEmulator: false);
        }

        // Some tools set the variable with a scheme, most without.
        var address = host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new GoogleEndpoint(new Uri(uri.GetLeftPart(UriPartial.Authority) + "/"), IsEmulator: true)
            : throw new ArgumentException($"{origin} is not HOST:PORT: '{host}'.", nameof(emulatorHost));
    }
}
