using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.GraphQL;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>Generated GraphQL documents and JSON bodies, 50,000 of each: nothing throws, and what was written is JSON without the secrets.</summary>
internal sealed class GeneratedBodiesTests
{
    private const string Canary = "canary-secret";
    private const int Runs = 50_000;

    private static readonly string[] SecretNames = ["password", "autoLoginToken", "x_secret", "cvv"];
    private static readonly string[] PlainNames = ["email", "input", "a", "list", "value", "field", "näme", "q\\u0041"];

    private static readonly Gen<string> Name = Gen.Elements(PlainNames);

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements(
            "1",
            "-2.5e3",
            "true",
            "null",
            "\"x\"",
            "\"\\\"\\n\\u00e9\"",
            "\"{}\"",
            "\"[1]\"",
            "4111111111111111"
        ),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => JsonSerializer.Serialize(text.Get))
    );

    private static readonly Gen<string> Document = Gen.Sized(size => Json(Math.Min(size, 6)));

    private static readonly string[] GraphQLPieces =
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "mutation",
        "query",
        "fragment",
        "on",
        "F",
        "...",
        "...F",
        "login",
        "signup",
        "a:",
        ":",
        "$v",
        "=",
        "@skip(if: true)",
        "@include(if: $v)",
        "\"x\"",
        "\"\"\"block\\\"\"\" \n b\"\"\"",
        "\"",
        "# comment\n",
        "1.5",
        ",",
        "\uFEFF",
        "input: {email: \"a@b.co\", password: \"" + Canary + "\"}",
        "(input: {email: \"a\"}) { ok }",
        "mutation M($v: Boolean = true) { login(input: {list: [1, $v, {x: ENUM}]}) { ok } }",
    ];

    [Test]
    public void Any_JSON_is_copied_as_JSON_without_its_secrets_wherever_it_is_cut()
    {
        var redactor = new CaptureSettings(new AttemptsOptions()).Redactor;
        var cuts =
            from json in Document
            from cut in Gen.Choose(0, Encoding.UTF8.GetByteCount(json))
            from whole in ArbMap.Default.GeneratorFor<bool>()
            select (Json: json, Cut: whole ? -1 : cut);
        Prop.ForAll(
                Arb.From(cuts),
                input =>
                {
                    var bytes = Encoding.UTF8.GetBytes(input.Json);
                    var taken = input.Cut < 0 ? bytes : bytes[..input.Cut];
                    var workspace = Workspace.Take();
                    var hook = new RequestHook(AttemptAction.Signup);
                    redactor.Copy(taken, input.Cut < 0, workspace.Extras, workspace, hook);
                    if (workspace.Extras.Length == 0)
                    {
                        return input.Cut >= 0;
                    }

                    using var copy = JsonDocument.Parse(Encoding.UTF8.GetString(workspace.Extras.Written));
                    return !Encoding.UTF8.GetString(workspace.Extras.Written).Contains(Canary)
                        && !Encoding.UTF8.GetString(workspace.Text.Written).Contains(Canary);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    [Test]
    public void Any_document_is_read_as_far_as_it_goes()
    {
        var redactor = new CaptureSettings(new AttemptsOptions()).Redactor;
        var variables = JsonElement.Parse("""{"v":{"password":"canary-secret","deep":[1,{"a":null}]}}""");
        var documents = Gen.OneOf(
            Gen.ListOf(Gen.Elements(GraphQLPieces)).Select(pieces => string.Join(' ', pieces)),
            Gen.ListOf(Gen.Elements(GraphQLPieces)).Select(pieces => "mutation { " + string.Concat(pieces)),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)
        );
        Prop.ForAll(
                Arb.From(documents),
                text =>
                {
                    var document = GraphQLDocument.Parse(text, operationName: null, variables);
                    foreach (var field in document.Fields)
                    {
                        var workspace = Workspace.Take();
                        using (var writer = new Utf8JsonWriter(workspace.Swept, JsonText.Writer))
                        {
                            ArgumentWriter.Write(document, field, variables, writer);
                        }

                        var hook = new RequestHook(AttemptAction.Login);
                        redactor.Copy(workspace.Swept.Written, complete: true, workspace.Extras, workspace, hook);
                        using var copy = JsonDocument.Parse(Encoding.UTF8.GetString(workspace.Extras.Written));
                        if (Encoding.UTF8.GetString(workspace.Extras.Written).Contains(Canary))
                        {
                            return false;
                        }
                    }

                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    private static Gen<string> Json(int size)
    {
        if (size == 0)
        {
            return Scalar;
        }

        var inner = Json(size / 2);
        var member = Gen.OneOf(
            from name in Name
            from value in inner
            select $"\"{name}\":{value}",
            from name in Gen.Elements(SecretNames)
            from value in Gen.Elements($"\"{Canary}\"", $"{{\"a\":[\"{Canary}\"]}}", $"[\"{Canary}\"]")
            select $"\"{name}\":{value}",
            from name in Name
            from secret in Gen.Elements(SecretNames)
            select $"\"{name}\":{JsonSerializer.Serialize($"{{\"{secret}\":\"{Canary}\"}}")}"
        );
        return Gen.OneOf(
            Scalar,
            Gen.ListOf(inner).Select(items => $"[{string.Join(',', items)}]"),
            Gen.ListOf(member).Select(members => $"{{{string.Join(',', members)}}}")
        );
    }
}
