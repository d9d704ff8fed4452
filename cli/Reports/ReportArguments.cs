using System.CommandLine;
using System.Globalization;

namespace NextCode.Attempts.Cli.Reports;

/// <summary>Arguments that the verbs of <c>attempts reports</c> share.</summary>
internal static class ReportArguments
{
    private const int MaxDays = 3_660;

    public static Argument<string> Name() => new("NAME") { Description = "A report, as `reports list` names it." };

    public static Option<string> Project() =>
        new("--project") { Description = "The dataset's project.", DefaultValueFactory = _ => "local" };

    public static Option<string> Dataset() =>
        new("--dataset") { Description = "The dataset.", DefaultValueFactory = _ => AttemptsTable.Name };

    public static Option<int?> Days()
    {
        var days = new Option<int?>("--days")
        {
            Description = "Over the last so many days. Default: as the report's question in Metabase.",
        };
        days.Validators.Add(result =>
        {
            if (
                result is { Implicit: false, Tokens: [var token] }
                && !(
                    int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    && value is >= 1 and <= MaxDays
                )
            )
            {
                result.AddError($"--days takes 1 to {MaxDays}, not {token.Value}.");
            }
        });
        return days;
    }

    public static string Unknown(string name) => $"There is no report {name}; `attempts reports list` names them.";
}
