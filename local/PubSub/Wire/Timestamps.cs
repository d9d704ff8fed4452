using System.Globalization;

namespace NextCode.Attempts.Local.PubSub.Wire;

internal static class Timestamps
{
    /// <summary>RFC 3339 in UTC with milliseconds, as Google shows publish times.</summary>
    public static string Write(long unixMilliseconds) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(unixMilliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
