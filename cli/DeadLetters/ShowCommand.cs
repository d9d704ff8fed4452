using System.CommandLine;
using System.Text.Json;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary><c>show ID</c>: one letter with its data.</summary>
internal static class ShowCommand
{
    private static readonly string[] Facts =
    [
        "id",
        "reason",
        "detail",
        "stage",
        "action",
        "time",
        "firstSeen",
        "deliveries",
        "replays",
        "eventId",
        "eventTime",
        "messageId",
        "publishTime",
        "subscription",
        "consumerVersion",
    ];

    public static Command Create(VerbRunner run)
    {
        var id = new Argument<string>("ID") { Description = "The letter's id, or its event's." };
        var command = new Command(
            "show",
            "Shows one letter with its data, personal data included; the asking is audited."
        )
        {
            id,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                run(
                    parsed,
                    async session =>
                    {
                        var path = $"admin/dead-letters/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}";
                        var letter = await session.Client.GetAsync(path, cancellationToken);
                        await WriteAsync(session, letter);
                        return ExitCodes.Success;
                    }
                )
        );
        return command;
    }

    private static async Task WriteAsync(Session session, JsonElement letter)
    {
        if (session.IsJson)
        {
            await session.Output.WriteLineAsync(letter.GetRawText());
            return;
        }

        foreach (var fact in Facts)
        {
            await session.Output.WriteLineAsync($"{fact, -16} {letter.Text(fact)}");
        }

        foreach (var line in letter.GetProperty("history").EnumerateArray())
        {
            await session.Output.WriteLineAsync($"{"history", -16} {line}");
        }

        foreach (var attribute in letter.GetProperty("attributes").EnumerateObject())
        {
            await session.Output.WriteLineAsync($"{"attribute", -16} {attribute.Name}={attribute.Value}");
        }

        var text = letter.Text("text");
        await session.Output.WriteLineAsync(text.Length > 0 ? text : $"base64: {letter.Text("data")}");
    }
}
