using System.Globalization;
using System.Security;
using System.Text;

namespace NextCode.Attempts.Tests;

/// <summary>
/// <c>schemas/error-codes.tsv</c> is the one source of the catalogue. After changing it, run this test once with
/// <c>ATTEMPTS_WRITE_CATALOGUE=1</c>: it writes the C# file anew.
/// </summary>
internal sealed class ErrorCodeCatalogueTests
{
    private static readonly string CataloguePath = RepositoryFiles.Path("schemas/ErrorCode.Catalogue.cs");

    [Test]
    public void The_catalogue_in_code_is_what_the_file_says()
    {
        var expected = Render(Rows());
        if (Environment.GetEnvironmentVariable("ATTEMPTS_WRITE_CATALOGUE") is "1")
        {
            File.WriteAllText(CataloguePath, expected);
        }

        Assert.That(File.ReadAllText(CataloguePath), Is.EqualTo(expected));
    }

    [Test]
    public void Every_code_of_the_file_can_be_parsed_and_has_its_category_and_status()
    {
        using var scope = Assert.EnterMultipleScope();
        foreach (var row in Rows())
        {
            Assert.That(ErrorCode.TryParse(row.Code, out var code), Is.True, row.Code);
            Assert.That(code?.Category.ToWireName(), Is.EqualTo(row.Category), row.Code);
            Assert.That(code?.Status.ToWireName(), Is.EqualTo(row.Status), row.Code);
        }

        Assert.That(ErrorCode.All, Has.Count.EqualTo(Rows().Count));
    }

    [TestCase("self_excluded", "SELF_EXCLUDED")]
    [TestCase("NOT_A_CODE", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Parsing_takes_any_case_and_knows_only_the_catalogue(string? text, string? expected)
    {
        var found = ErrorCode.TryParse(text, out var code);

        Assert.That(found, Is.EqualTo(expected is not null));
        Assert.That(code?.Code, Is.EqualTo(expected));
    }

    private static List<Row> Rows()
    {
        var lines = File.ReadAllLines(RepositoryFiles.Path("schemas/error-codes.tsv"));
        var header = lines[0].Split('\t').ToList();
        return
        [
            .. lines[1..]
                .Select(line =>
                {
                    var cells = line.Split('\t');
                    // "success or error": the code alone means the graver one.
                    var status = cells[header.IndexOf("status")].Split(" or ")[^1];
                    return new Row(
                        cells[header.IndexOf("code")],
                        cells[header.IndexOf("category")],
                        cells[header.IndexOf("scenario")],
                        status
                    );
                }),
        ];
    }

    private static string Render(List<Row> rows)
    {
        var text = new StringBuilder(
            """
            // Written from error-codes.tsv by ErrorCodeCatalogueTests (ATTEMPTS_WRITE_CATALOGUE=1); do not edit by hand.
            namespace NextCode.Attempts;

            public sealed partial class ErrorCode
            {

            """
        );
        foreach (var row in rows)
        {
            var scenario = row.Scenario.Length == 0 ? "" : $": {SecurityElement.Escape(row.Scenario)}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"    /// <summary>{row.Code} ({row.Category}){scenario}.</summary>\n"
            );
            text.Append(CultureInfo.InvariantCulture, $"    public static ErrorCode {Pascal(row.Code)} {{ get; }} =\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"        new(\"{row.Code}\", ErrorCategory.{Pascal(row.Category)}, AttemptStatus.{Pascal(row.Status)});\n\n"
            );
        }

        text.Append("    /// <summary>The whole catalogue, in the file's order.</summary>\n");
        text.Append("    public static IReadOnlyList<ErrorCode> All { get; } =\n    [\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"        {Pascal(row.Code)},\n");
        }

        return text.Append("    ];\n}\n").ToString();
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    private sealed record Row(string Code, string Category, string Scenario, string Status);
}
