using System.Text.RegularExpressions;
using NextCode.Attempts.Deployment.Tests.CloudBuild;

namespace NextCode.Attempts.Deployment.Tests.Commands;

/// <summary>Nobody who is woken at night may find that a command of ours does not exist.</summary>
internal sealed partial class DocumentedCommandsTests
{
    private static readonly string[] Documents = ["docs/deploy.md", "docs/runbook.md", "docs/without-terraform.md"];

    private static List<CommandLine> Commands { get; } = [.. InDocuments().Concat(InBuilds()).Concat(InScripts())];

    [Test]
    public void There_are_commands_to_check() =>
        Assert.That(
            Commands.Select(command => command.Tool).Distinct(),
            Is.EquivalentTo(["gcloud", "bq", "terraform"])
        );

    [Test]
    public async Task Every_gcloud_command_and_flag_exists()
    {
        Tool.Require("gcloud");
        var tree = await CommandTree.LoadAsync();
        Assert.That(Commands.Where(command => command.Tool == "gcloud").SelectMany(tree.Problems), Is.Empty);
    }

    [Test]
    public async Task Every_bq_command_and_flag_exists()
    {
        Tool.Require("bq");
        var global = await Tool.RunAsync("bq", ["--help"]);
        foreach (var group in Commands.Where(command => command.Tool == "bq").GroupBy(Verb, StringComparer.Ordinal))
        {
            var help = await Tool.RunAsync("bq", ["help", group.Key]);
            var known = FlagInHelp()
                .Matches(help.Output + global.Output)
                .Select(match => match.Groups["flag"].Value)
                .ToHashSet();
            Assert.That(help.Output, Does.Contain($"{group.Key}  ").And.Not.Contain("not found"), group.Key);
            Assert.That(
                group.SelectMany(command => command.Flags.Select(flag => flag.TrimStart('-'))).Distinct(),
                Is.SubsetOf(known),
                $"bq {group.Key}"
            );
        }
    }

    [Test]
    public async Task Every_terraform_command_and_flag_exists()
    {
        Tool.Require("terraform");
        foreach (
            var group in Commands.Where(command => command.Tool == "terraform").GroupBy(Verb, StringComparer.Ordinal)
        )
        {
            var help = await Tool.RunAsync("terraform", [group.Key, "-help"]);
            var known = help.Output;
            if (group.Key == "apply")
            {
                known += (await Tool.RunAsync("terraform", ["plan", "-help"])).Output; // apply takes plan's options too.
            }

            foreach (var flag in group.SelectMany(command => command.Flags).Where(flag => flag != "-chdir").Distinct())
            {
                Assert.That(known, Does.Contain($"  {flag}"), $"terraform {group.Key}");
            }
        }
    }

    private static string Verb(CommandLine command) => command.Words.Skip(1).First(word => word[0] is not ('-' or '$'));

    private static IEnumerable<CommandLine> InDocuments() =>
        from document in Documents
        from Match block in Shell().Matches(Repository.Read(document))
        from command in CommandLine.In(document, block.Groups["code"].Value)
        select command;

    private static IEnumerable<CommandLine> InBuilds() =>
        from file in new[] { "cloudbuild.yaml", "cloudbuild.apply.yaml" }
        from step in CloudBuildReader.Read(Repository.Read(file)).Steps
        from command in CommandLine.In($"{file}, step {step.Id}", step.Script!)
        select command;

    private static IEnumerable<CommandLine> InScripts() =>
        from script in Directory.EnumerateFiles(Repository.PathOf("terraform/scripts"), "*.sh")
        from command in CommandLine.In(Path.GetFileName(script), File.ReadAllText(script))
        select command;

    // A fenced block marked sh, or inline code.
    [GeneratedRegex(
        @"^```sh\n(?<code>.*?)^```|(?<!`)`(?<code>(?:gcloud|bq|terraform) [^`]+)`(?!`)",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Shell();

    [GeneratedRegex(@"--(?:\[no\])?(?<flag>[a-z_0-9]+)|-(?<flag>[a-z])(?=,--)")]
    private static partial Regex FlagInHelp();
}
