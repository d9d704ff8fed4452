using System.CommandLine;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary>The options that name letters.</summary>
internal sealed class FilterOptions
{
    public Option<string?> Reason { get; } =
        new("--reason") { Description = "Letters of this reason, e.g. ROW_REFUSED." };

    public Option<string?> Action { get; } = new("--action") { Description = "Letters of this action, e.g. signup." };

    public Option<string?> From { get; } = new("--from") { Description = "Letters from this time on, RFC 3339." };

    public Option<string?> To { get; } = new("--to") { Description = "Letters before this time, RFC 3339." };

    public Option<string?> Detail { get; } = new("--detail") { Description = "Letters whose detail contains this." };

    public void AddTo(Command command)
    {
        command.Add(Reason);
        command.Add(Action);
        command.Add(From);
        command.Add(To);
        command.Add(Detail);
    }

    /// <summary>What was given, by the API's names.</summary>
    public IEnumerable<KeyValuePair<string, string>> Given(ParseResult parsed)
    {
        (string Name, Option<string?> Option)[] options =
        [
            ("reason", Reason),
            ("action", Action),
            ("from", From),
            ("to", To),
            ("detail", Detail),
        ];
        foreach (var (name, option) in options)
        {
            if (parsed.GetValue(option) is { Length: > 0 } value)
            {
                yield return new(name, value);
            }
        }
    }
}
