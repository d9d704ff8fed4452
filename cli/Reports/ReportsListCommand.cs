using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using NextCode.Attempts.Reports;

namespace NextCode.Attempts.Cli.Reports;

/// <summary><c>attempts reports list</c>: which reports there are.</summary>
internal static class ReportsListCommand
{
    public static Command Create(TextWriter output)
    {
        var json = new Option<bool>("--json") { Description = "Write one JSON array." };
        var command = new Command("list", "Shows every report's name and question.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                output.WriteLine(
                    JsonSerializer.Serialize(ReportCatalogue.All, ReportListJson.Default.IReadOnlyListReport)
                );
                return ExitCodes.Success;
            }

            var width = ReportCatalogue.All.Max(report => report.Name.Length);
            foreach (var report in ReportCatalogue.All)
            {
                output.WriteLine($"{report.Name.PadRight(width)}  {report.Question}");
            }

            return ExitCodes.Success;
        });
        return command;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IReadOnlyList<Report>))]
internal sealed partial class ReportListJson : JsonSerializerContext;
