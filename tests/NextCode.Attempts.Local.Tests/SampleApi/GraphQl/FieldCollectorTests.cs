using System.Text.Json.Nodes;
using NextCode.Attempts.Local.SampleApi.GraphQl;

namespace NextCode.Attempts.Local.Tests.SampleApi.GraphQl;

internal sealed class FieldCollectorTests
{
    [Test]
    public void Fragments_are_put_in_their_place() =>
        Assert.That(
            Keys("{ a ...F ... on T { d } } fragment F on T { b ...G } fragment G on T { c }"),
            Is.EqualTo(["a", "b", "c", "d"])
        );

    [TestCase(true, new[] { "a", "c" })]
    [TestCase(false, new[] { "b", "c" })]
    public void Skipped_fields_are_left_out(bool flag, string[] keys) =>
        Assert.That(
            Keys("{ a @include(if: $flag) b @skip(if: $flag) c }", new JsonObject { ["flag"] = flag }),
            Is.EqualTo(keys)
        );

    [Test]
    public void A_field_asked_for_twice_is_one_with_both_selections()
    {
        var document = GraphQlParser.Parse("{ a { x } a { y } }");
        var fields = new FieldCollector(document, []).Collect(document.Operations[0].Selections);

        Assert.That(fields, Has.Count.EqualTo(1));
        Assert.That(fields[0].Selections.Cast<Field>().Select(field => field.Key), Is.EqualTo(["x", "y"]));
    }

    [TestCase("{ ...F } fragment F on T { ...F }")]
    [TestCase("{ ...Unknown }")]
    [TestCase("{ same: a same: b }")]
    public void What_has_no_answer_is_refused(string text) =>
        Assert.That(() => Keys(text), Throws.TypeOf<GraphQlSyntaxException>());

    private static IEnumerable<string> Keys(string text, JsonObject? variables = null)
    {
        var document = GraphQlParser.Parse(text);
        return new FieldCollector(document, variables ?? [])
            .Collect(document.Operations[0].Selections)
            .Select(field => field.Key);
    }
}
