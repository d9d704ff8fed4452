using System.Globalization;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>A report over a fixture, with values for some parameters.</summary>
internal sealed record Run(Report Report, Fixture Fixture, IReadOnlyDictionary<string, string> Values)
{
    public string Name =>
        $"{Report.Name}, {Fixture.Name}{string.Concat(Values.Select(value => $", {value.Key}={value.Value}"))}";

    public long ToMs => Fixture.Period.To.ToUnixTimeMilliseconds();

    public string Text(string parameter) =>
        Values.GetValueOrDefault(parameter) ?? Report.Parameters.Single(one => one.Name == parameter).Default;

    public long Whole(string parameter) => long.Parse(Text(parameter), CultureInfo.InvariantCulture);

    public double Number(string parameter) => double.Parse(Text(parameter), CultureInfo.InvariantCulture);

    public bool IsWanted(string parameter, string? value) => Text(parameter).Length == 0 || Text(parameter) == value;

    public override string ToString() => Name;
}
