using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>Whose a segment is; the payload of its header.</summary>
/// <param name="Version">Of the format: 1.</param>
/// <param name="Producer">The process start.</param>
/// <param name="Service">The API's name.</param>
internal sealed record SegmentOwner(int Version, string Producer, string Service)
{
    public const int CurrentVersion = 1;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SegmentOwnerJson.Default.SegmentOwner);

    /// <summary>Reads a header's payload; null when another version wrote it.</summary>
    public static SegmentOwner? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            var owner = JsonSerializer.Deserialize(payload, SegmentOwnerJson.Default.SegmentOwner);
            return owner is { Version: CurrentVersion } ? owner : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SegmentOwner))]
internal sealed partial class SegmentOwnerJson : JsonSerializerContext;
