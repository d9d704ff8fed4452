using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary><c>replay</c>: puts letters back, or with <c>--dry-run</c> says what would come of it.</summary>
internal static class ReplayCommand
{
    public static Command Create(VerbRunner run)
    {
        var filter = new FilterOptions();
        var ids = new Option<string[]>("--id")
        {
            Description = "Letters by their id, or their event's.",
            AllowMultipleArgumentsPerToken = true,
        };
        var max = new Option<int?>("--max") { Description = "At most so many letters." };
        var rate = new Option<double?>("--rate") { Description = "At most so many a second." };
        var patch = new Option<string?>("--patch") { Description = "A JSON Patch for each letter's data, or @FILE." };
        var archive = new Option<bool>("--archive") { Description = "From the archive instead of Pub/Sub." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Send nothing; say what would come of it." };
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the end." };
        var command = new Command(
            "replay",
            "Puts letters back on the main topic and waits for the end. Exit code 1 when a letter failed or would fail, or not all were reached."
        )
        {
            ids,
            max,
            rate,
            patch,
            archive,
            dryRun,
            detach,
        };
        filter.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                run(
                    parsed,
                    async session =>
                    {
                        var named = new JsonObject(
                            filter.Given(parsed).Select(static p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))
                        );
                        if (parsed.GetValue(ids) is { Length: > 0 } wanted)
                        {
                            named["ids"] = new JsonArray([.. wanted.Select(static one => JsonValue.Create(one))]);
                        }

                        var request = new JsonObject
                        {
                            ["filter"] = named,
                            ["max"] = parsed.GetValue(max),
                            ["ratePerSecond"] = parsed.GetValue(rate),
                            ["patch"] = await ReadPatchAsync(parsed.GetValue(patch), cancellationToken),
                            ["source"] = parsed.GetValue(archive) ? "archive" : null,
                            ["dryRun"] = parsed.GetValue(dryRun),
                        };
                        var job = await session.Client.PostAsync(
                            "admin/dead-letters/replay",
                            request.ToJsonString(),
                            cancellationToken
                        );
                        return parsed.GetValue(detach)
                            ? await JobWatch.SayAsync(session, job)
                            : await JobWatch.WaitAsync(session, job, cancellationToken);
                    }
                )
        );
        return command;
    }

    private static async Task<JsonNode?> ReadPatchAsync(string? patch, CancellationToken cancellationToken)
    {
        if (patch is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(
                patch.StartsWith('@') ? await File.ReadAllTextAsync(patch[1..], cancellationToken) : patch
            );
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new AdminException($"--patch cannot be read: {exception.Message}");
        }
    }
}
