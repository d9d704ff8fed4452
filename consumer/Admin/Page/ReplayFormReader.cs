using System.Globalization;
using System.Text.Json;
using NextCode.Attempts.Consumer.Admin.Letters;
using NextCode.Attempts.Consumer.Admin.Replays;

namespace NextCode.Attempts.Consumer.Admin.Page;

/// <summary>Reads the page's replay form.</summary>
internal static class ReplayFormReader
{
    /// <summary>What was asked, and in words what of it cannot be read.</summary>
    public static async Task<(ReplayRequest Request, string? Problem)> ReadAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var problems = new List<string>();
        var ids = form["ids"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var filter = new LetterFilter
        {
            Reason = Text("reason"),
            Action = Text("action"),
            Detail = Text("detail"),
            From = Time("from"),
            To = Time("to"),
            Ids = ids.Length == 0 ? null : ids,
        };
        var read = new ReplayRequest
        {
            Filter = filter,
            Max = Number<int>("max"),
            RatePerSecond = Number<double>("ratePerSecond"),
            DryRun = Text("dryRun") is not "false",
            Patch = Json("patch"),
        };
        problems.AddRange(read.Errors().Values.SelectMany(static errors => errors));
        return (read, problems.Count == 0 ? null : string.Join(" ", problems));

        string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

        T? Number<T>(string name)
            where T : struct, IParsable<T>
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (T.TryParse(text, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            problems.Add($"{name} is not a number.");
            return null;
        }

        DateTimeOffset? Time(string name)
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (Rfc3339.TryParse(text, out var time))
            {
                return time;
            }

            problems.Add($"{name} is not a time such as 2026-01-31T12:00:00Z.");
            return null;
        }

        JsonElement? Json(string name)
        {
            try
            {
                return Text(name) is { } text ? JsonSerializer.Deserialize<JsonElement>(text) : null;
            }
            catch (JsonException)
            {
                problems.Add($"{name} is not JSON.");
                return null;
            }
        }
    }
}
