using System.Text;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.GraphQL;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>Input made to cost more than its length. A test here that takes long has found something.</summary>
[CancelAfter(20_000)]
internal sealed class HostileInputTests
{
    private const int Size = 1024 * 1024;

    [TestCase("eyJ")]
    [TestCase("eyJa.")]
    [TestCase("password=x ")]
    [TestCase("bearer ")]
    [TestCase("-----BEGIN ")]
    [TestCase("1 ")]
    [TestCase("12345678901234567890-")]
    [TestCase(" =")]
    public void Repeated_text_is_searched_in_linear_time(string piece)
    {
        var redactor = new CaptureSettings(new AttemptsOptions()).Redactor;
        var text = Repeat(piece);
        var workspace = Workspace.Take();

        Assert.That(() => redactor.RedactText(text, workspace), Throws.Nothing);
    }

    [TestCase("{", "\"value\":1,", "\"z\":1}")]
    [TestCase("{\"a\":{", "\"email\":\"x\",", "\"z\":1}}")]
    [TestCase("[", "\"[1x]\",", "1]")]
    [TestCase("[", "\"{}\",", "1]")]
    public void Repeated_members_are_copied_in_linear_time(string start, string piece, string end)
    {
        var redactor = new CaptureSettings(new AttemptsOptions()).Redactor;
        var json = Encoding.UTF8.GetBytes(start + Repeat(piece) + end);
        var workspace = Workspace.Take();
        var hook = new RequestHook(AttemptAction.Signup);

        redactor.Copy(json, complete: true, workspace.Extras, workspace, hook);

        Assert.That(workspace.Extras.Length, Is.Positive);
    }

    [TestCase("{ ...", "{ ...", "")]
    [TestCase("", "fragment F on M { ...F ...F } ", "{ ...F }")]
    [TestCase("query($a: I = [$a, $a]) {", " f(x: $a)", "}")]
    [TestCase("{ f(a: ", "[", "")]
    [TestCase("{ f(a: ", "{a:", "")]
    public void A_hostile_document_is_read(string start, string piece, string end)
    {
        var document = GraphQLDocument.Parse(start + Repeat(piece) + end, operationName: null, default);
        foreach (var field in document.Fields)
        {
            var workspace = Workspace.Take();
            using var writer = new System.Text.Json.Utf8JsonWriter(workspace.Swept, JsonText.Writer);
            ArgumentWriter.Write(document, field, default, writer);
        }

        Assert.That(document.Fields, Has.Count.LessThanOrEqualTo(100));
    }

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, Size / piece.Length));
}
