using System.Text.Json.Nodes;
using NextCode.Attempts.Local.SampleApi.GraphQl;

namespace NextCode.Attempts.Local.Tests.SampleApi.GraphQl;

internal sealed class GraphQlParserTests
{
    [Test]
    public void A_field_has_its_alias_its_arguments_and_its_selection()
    {
        var field = OnlyField("mutation { me: login(input: {email: \"a@b.co\", tries: 2, on: true}) { clientId } }");

        Assert.That(field.Key, Is.EqualTo("me"));
        Assert.That(field.Name, Is.EqualTo("login"));
        Assert.That(field.Selections.Cast<Field>().Single().Name, Is.EqualTo("clientId"));
        Assert.That(Input(field), Is.EqualTo("""{"email":"a@b.co","tries":2,"on":true}"""));
    }

    [TestCase("\"a\\n\\u0041\\\"\"", "a\nA\"")]
    [TestCase("\"\"\"no \"escapes\" \\n here\"\"\"", "no \"escapes\" \\n here")]
    [TestCase("\"\"\"three \\\"\"\" quotes\"\"\"", "three \"\"\" quotes")]
    [TestCase("\"# no comment\"", "# no comment")]
    public void A_string_is_its_value(string literal, string value)
    {
        var field = OnlyField($"{{ f(input: {literal}) }}");

        Assert.That(field.Arguments["input"].Resolve([])!.GetValue<string>(), Is.EqualTo(value));
    }

    [Test]
    public void Commas_comments_and_line_ends_do_not_matter()
    {
        var field = OnlyField("mutation # which one?\r\n{ ,,f ( input : [ 1 , -2.5e1 null ] )\n}");

        Assert.That(Input(field), Is.EqualTo("[1,-25,null]"));
    }

    [Test]
    public void A_variable_is_looked_up_when_it_is_needed()
    {
        var document = GraphQlParser.Parse(
            "query Q($who: String! = \"nobody\", $all: [Int!]!) { f(input: {who: $who}) }"
        );
        var operation = document.Operations.Single();
        var field = (Field)operation.Selections.Single();

        Assert.That(operation.Name, Is.EqualTo("Q"));
        Assert.That(operation.Defaults["who"].Resolve([])!.GetValue<string>(), Is.EqualTo("nobody"));
        Assert.That(
            field.Arguments["input"].Resolve(new JsonObject { ["who"] = "me" })!.ToJsonString(),
            Is.EqualTo("""{"who":"me"}""")
        );
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{ f(input: ) }")]
    [TestCase("{ f(input: \"no end) }")]
    [TestCase("{ f(input: \"\"\"no end) }")]
    [TestCase("{ f(input: \"\\q\") }")]
    [TestCase("{ f ? }")]
    [TestCase("subscription { f }")]
    [TestCase("fragment F on T { f }")]
    [TestCase("{ f(input: 1x) }")]
    public void What_is_no_document_is_refused(string text) =>
        Assert.That(() => GraphQlParser.Parse(text), Throws.TypeOf<GraphQlSyntaxException>());

    [Test]
    public void A_bottomless_document_is_refused_before_the_stack_ends()
    {
        var text = new string('{', 10_000);

        Assert.That(() => GraphQlParser.Parse(text), Throws.TypeOf<GraphQlSyntaxException>());
        Assert.That(
            () => GraphQlParser.Parse($"{{ f(input: {new string('[', 10_000)}"),
            Throws.TypeOf<GraphQlSyntaxException>()
        );
    }

    [Test]
    public void A_complaint_never_quotes_a_string() =>
        Assert.That(
            () => GraphQlParser.Parse("{ login(\"hunter2\") }"),
            Throws.TypeOf<GraphQlSyntaxException>().With.Message.Not.Contains("hunter2")
        );

    private static Field OnlyField(string text) =>
        (Field)GraphQlParser.Parse(text).Operations.Single().Selections.Single();

    private static string Input(Field field) => field.Arguments["input"].Resolve([])!.ToJsonString();
}
