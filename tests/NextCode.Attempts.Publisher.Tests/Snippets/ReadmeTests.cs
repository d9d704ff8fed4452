using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NextCode.Attempts.Publisher.Tests.Snippets;

/// <summary>What README shows is what <see cref="AddItToYourApi"/> compiles, and its settings are settings.</summary>
internal sealed partial class ReadmeTests
{
    private static readonly string Section = ReadSection();

    [Test]
    public void Every_csharp_snippet_is_code_that_compiles()
    {
        var compiled = Squeeze(File.ReadAllText(Path.Combine(Here(), "AddItToYourApi.cs")));
        var snippets = Fences("csharp").ToList();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(snippets, Is.Not.Empty);
        foreach (var snippet in snippets)
        {
            Assert.That(compiled, Does.Contain(Squeeze(snippet)));
        }
    }

    [Test]
    public void The_settings_shown_are_valid_and_all_of_them_are_known()
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Fences("json").Single()));
        var section = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Attempts");
        var services = new ServiceCollection();
        services.AddAttempts(section);
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<AttemptsOptions>>().Value;

        using var scope = Assert.EnterMultipleScope();
        Assert.That(options.Routes, Has.Count.EqualTo(2));
        Assert.That(options.GraphQL.Fields["signup"], Is.EqualTo(AttemptAction.Signup));
        Assert.That(
            section.GetChildren().Select(child => child.Key).Except(["Spool", "Delivery"]),
            Is.SubsetOf(typeof(AttemptsOptions).GetProperties().Select(property => property.Name))
        );
    }

    private static IEnumerable<string> Fences(string language) =>
        Fence()
            .Matches(Section)
            .Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["text"].Value);

    private static string ReadSection()
    {
        var readme = File.ReadAllText(Path.GetFullPath(Path.Combine(Here(), "../../../README.md")));
        var start = readme.IndexOf("## Add it to your API", StringComparison.Ordinal);
        return readme[start..readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }

    // Indentation differs between a method's body and a page.
    private static string Squeeze(string code) => Space().Replace(code, " ").Trim();

    private static string Here([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    [GeneratedRegex(
        @"^```(?<language>\w+)\n(?<text>.*?)^```",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Fence();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
