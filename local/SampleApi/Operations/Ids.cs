using System.Security.Cryptography;

namespace NextCode.Attempts.Local.SampleApi.Operations;

/// <summary>New identifiers and secrets.</summary>
internal static class Ids
{
    /// <summary>A prefix and a UUIDv7: unique over restarts, sorted by time.</summary>
    public static string New(string prefix, TimeProvider time) => $"{prefix}_{Guid.CreateVersion7(time.GetUtcNow()):N}";

    /// <summary>A secret of 256 bits.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
