using System.CommandLine;
using System.Text.Json;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary><c>list</c>: letters, newest first, without their data.</summary>
internal static class ListCommand
{
    public static Command Create(VerbRunner run)
    {
        var filter = new FilterOptions();
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
        var before = new Option<string?>("--before") { Description = "The cursor of the page before." };
        var command = new Command("list", "Lists letters, newest first. Takes nothing away.") { limit, before };
        filter.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                run(
                    parsed,
                    async session =>
                    {
                        var query = filter.Given(parsed).Append(new("limit", $"{parsed.GetValue(limit)}"));
                        if (parsed.GetValue(before) is { } cursor)
                        {
                            query = query.Append(new("before", cursor));
                        }

                        var path = string.Join(
                            '&',
                            query.Select(static p => $"{p.Key}={Uri.EscapeDataString(p.Value)}")
                        );
                        var list = await session.Client.GetAsync($"admin/dead-letters?{path}", cancellationToken);
                        await WriteAsync(session, list);
                        return ExitCodes.Success;
                    }
                )
        );
        return command;
    }

    private static async Task WriteAsync(Session session, JsonElement list)
    {
        if (session.IsJson)
        {
            await session.Output.WriteLineAsync(list.GetRawText());
            return;
        }

        foreach (var item in list.GetProperty("items").EnumerateArray())
        {
            await session.Output.WriteLineAsync(
                $"{item.Text("time")}  {item.Text("id")}  {item.Text("reason")}  {item.Text("action")}  "
                    + $"{item.Text("replays")} replays  {item.Text("detail")}"
            );
        }

        await session.Output.WriteLineAsync(
            $"{list.GetProperty("items").GetArrayLength()} of {list.Text("total")} letters"
        );
        if (list.Text("next") is { Length: > 0 } next)
        {
            await session.Output.WriteLineAsync($"more: --before {next}");
        }
    }
}
