namespace NextCode.Attempts.CrashApi;

/// <summary>Where this assembly is, for the test that starts it.</summary>
public static class CrashApiMarker
{
    public static string Path => typeof(CrashApiMarker).Assembly.Location;
}
