using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Abstractions;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Cli.Spool;

/// <summary><c>attempts spool send DIR</c>: sends what dead processes left, and deletes what is sent.</summary>
internal static class SpoolSendCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var directory = new Argument<string>("DIR") { Description = "The spool's directory; it must be writable." };
        var project = new Option<string>("--project") { Description = "The topic's project.", Required = true };
        var topic = new Option<string>("--topic") { Description = "The topic.", DefaultValueFactory = _ => "attempts" };
        var emulator = new Option<string?>("--emulator")
        {
            Description = "HOST:PORT to send to instead of Google. Default: PUBSUB_EMULATOR_HOST.",
        };
        var giveUpAfter = new Option<int>("--give-up-after")
        {
            Description = "Seconds without anything taken after which it stops; what is left stays.",
            DefaultValueFactory = _ => 60,
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON object at the end, and no progress." };
        var command = new Command(
            "send",
            "Sends every unsent attempt. Can be stopped and run again. Exit code 1 when anything is left or set aside."
        )
        {
            directory,
            project,
            topic,
            emulator,
            giveUpAfter,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var path = parsed.GetRequiredValue(directory);
                if (!Directory.Exists(path))
                {
                    await error.WriteLineAsync($"{path} is not a directory.");
                    return ExitCodes.Usage;
                }

                var options = new GoogleClientOptions { EmulatorHost = parsed.GetValue(emulator), Retries = 0 };
                using var client = PubSubClient.Create(options);
                var target = client.Topic(parsed.GetRequiredValue(project), parsed.GetRequiredValue(topic));
                var patience = TimeSpan.FromSeconds(parsed.GetValue(giveUpAfter));
                return await SendAsync(path, target, patience, parsed.GetValue(json), output, error, cancellationToken);
            }
        );
        return command;
    }

    /// <summary>Sends to a topic.</summary>
    public static async Task<int> SendAsync(
        string directory,
        ITopic topic,
        TimeSpan giveUpAfter,
        bool json,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        var sender = new SpoolSender(
            new DiskFiles(),
            directory,
            topic,
            new DeliveryOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        // Progress goes where it does not mix with what a script reads.
        var result = await sender.SendAsync(
            giveUpAfter,
            now =>
            {
                if (!json)
                {
                    error.WriteLine($"{now.Total - now.Left} of {now.Total} sent");
                }
            },
            cancellationToken
        );
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result, SendResultJson.Default.SendResult));
        }
        else
        {
            await output.WriteLineAsync(
                $"{result.Total - result.Left} of {result.Total} attempts sent to {topic.Name}, {result.Left} left, {result.SetAside} set aside."
            );
            foreach (var spool in result.NotAdopted)
            {
                await output.WriteLineAsync($"Left alone, in use or not readable: {spool}");
            }

            if (result is { Left: > 0, Failure: { } failure })
            {
                await error.WriteLineAsync($"The last call to {topic.Name} failed: {failure} Run it again to go on.");
            }
        }

        return result is { Left: 0, SetAside: 0, NotAdopted: [] } ? ExitCodes.Success : ExitCodes.Incomplete;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SendResult))]
internal sealed partial class SendResultJson : JsonSerializerContext;
