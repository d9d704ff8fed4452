using System.Text.Json;
using System.Text.Json.Serialization;
using NextCode.Attempts.Consumer.Admin.Letters;
using NextCode.Attempts.Consumer.Admin.Patching;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>What to replay, and how. An unknown member is refused: a filter with a typo must not mean all letters.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReplayRequest
{
    internal const double MaxRate = 100_000;

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

    /// <summary>
    /// <c>archive</c> replays from the archive; absent, or <c>subscription</c>, what waits in Pub/Sub.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Moves the letters to the archive instead of replaying them; not with dryRun, patch or source archive.</summary>
    public bool ToArchive { get; init; }

    internal bool FromArchive => Source is "archive";

    /// <summary>Moves letters before a time to the archive.</summary>
    internal static ReplayRequest Archive(DateTimeOffset before) =>
        new()
        {
            Filter = new LetterFilter { To = before },
            ToArchive = true,
        };

    /// <summary>Every value that is out of its bounds, in words; empty when all is well.</summary>
    internal IReadOnlyDictionary<string, string[]> Errors()
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

        if (Source is not (null or "archive" or "subscription"))
        {
            errors["source"] = ["source must be archive or subscription."];
        }

        if (ToArchive && (DryRun || FromArchive || Patch is not null))
        {
            errors["toArchive"] = ["toArchive goes with neither dryRun, patch nor source archive."];
        }

        if (Patch is { } patch && JsonPatch.Read(patch).Errors is { Count: > 0 } problems)
        {
            errors["patch"] = [.. problems];
        }

        return errors;
    }
}
