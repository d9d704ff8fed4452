using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Cli.Metabase;

/// <summary><c>attempts metabase plan|apply|check</c>: the reports in Metabase.</summary>
internal static class MetabaseCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new(
            "metabase",
            "Collections, questions, dashboards and alerts in Metabase, as the manifest of the reports says."
        )
        {
            Verb(
                "plan",
                "Shows what would change, and changes nothing.",
                output,
                error,
                static (provisioner, _, cancellationToken) => provisioner.PlanAsync(cancellationToken)
            ),
            Verb(
                "apply",
                "Shows what differs, then changes it. Can be stopped and run again.",
                output,
                error,
                static async (provisioner, show, cancellationToken) =>
                {
                    var plan = await provisioner.PlanAsync(cancellationToken);
                    show(plan);
                    return plan.HasChanges ? await provisioner.ApplyAsync(cancellationToken) : plan;
                }
            ),
            Verb(
                "check",
                "As plan; exit code 1 when anything differs.",
                output,
                error,
                static (provisioner, _, cancellationToken) => provisioner.PlanAsync(cancellationToken)
            ),
        };

    private static Command Verb(
        string name,
        string description,
        TextWriter output,
        TextWriter error,
        Func<MetabaseProvisioner, Action<MetabasePlan>, CancellationToken, Task<MetabasePlan>> runAsync
    )
    {
        var settings = new MetabaseSettings();
        var json = new Option<bool>("--json") { Description = "Write one JSON object at the end." };
        var command = new Command(name, description) { json };
        settings.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    using var http = new HttpClient();
                    var provisioner = new MetabaseProvisioner(http, settings.Read(parsed));
                    var asJson = parsed.GetValue(json);
                    var shown = false;
                    var plan = await runAsync(
                        provisioner,
                        before =>
                        {
                            // What will change stands there before it is changed, on standard error where a script reads.
                            shown = true;
                            (asJson ? error : output).Write(before.Write());
                        },
                        cancellationToken
                    );
                    if (asJson)
                    {
                        await output.WriteLineAsync(
                            JsonSerializer.Serialize(plan, MetabasePlanJson.Default.MetabasePlan)
                        );
                    }
                    else
                    {
                        await output.WriteAsync(shown ? "Done.\n" : plan.Write());
                    }

                    return name == "check" && plan.HasChanges ? ExitCodes.Incomplete : ExitCodes.Success;
                }
                catch (FormatException exception)
                {
                    await error.WriteLineAsync(exception.Message);
                    return ExitCodes.Usage;
                }
                catch (MetabaseException exception)
                {
                    await error.WriteLineAsync(exception.Message);
                    return ExitCodes.Incomplete;
                }
            }
        );
        return command;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(MetabasePlan))]
internal sealed partial class MetabasePlanJson : JsonSerializerContext;
