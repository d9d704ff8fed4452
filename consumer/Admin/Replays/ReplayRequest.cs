using System.Text.Json;
using System.Text.Json.Serialization;
using NextCode.Attempts.Consumer.Admin.Letters;
using NextCode.Attempts.Consumer.Admin.Patching;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>What to replay, and how. An unknown member is refused: a filter with a typo must not mean all letters.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReplayRequest
{
    public const double MaxRate = 100_000;

    /// <summary>Which letters; absent means all.</summary>
    public LetterFilter? Filter { get; init; }

    /// <summary>At most so many letters; absent means no bound.</summary>
    public int? Max { get; init; }

    /// <summary>Sends nothing, and reports what would come of it.</summary>
    public bool DryRun { get; init; }

    /// <summary>At most so many letters a second, 0.1 to 100,000; absent means as fast as it goes.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>A JSON Patch (RFC 6902) for the data of each letter; see <see cref="JsonPatch"/> for what it may change.</summary>
    public JsonElement? Patch { get; init; }

    /// <summary>Every value that is out of its bounds, in words; empty when all is well.</summary>
    public IReadOnlyDictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Max < 1)
        {
            errors["max"] = ["max must be 1 or more, or absent for no bound."];
        }

        if (RatePerSecond is { } rate && rate is not (>= 0.1 and <= MaxRate))
        {
            errors["ratePerSecond"] = [$"ratePerSecond must be 0.1 to {MaxRate}, or absent for no bound."];
        }

        if (Patch is { } patch && JsonPatch.Read(patch).Errors is { Count: > 0 } problems)
        {
            errors["patch"] = [.. problems];
        }

        return errors;
    }
}
