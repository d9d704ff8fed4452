using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Consumer.Admin.Patching;

namespace NextCode.Attempts.Consumer.Tests.Admin.Patching;

/// <summary>RFC 6902, its appendix's examples among others.</summary>
internal sealed class JsonPatchTests
{
    [TestCase("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [TestCase(
        """{"foo":["bar","baz"]}""",
        """[{"op":"add","path":"/foo/1","value":"qux"}]""",
        """{"foo":["bar","qux","baz"]}"""
    )]
    [TestCase(
        """{"foo":["bar"]}""",
        """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""",
        """{"foo":["bar",["abc","def"]]}"""
    )]
    [TestCase("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [TestCase("""{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [TestCase("""{"baz":"qux"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo"}""")]
    [TestCase(
        """{"a":{"b":1,"c":2},"d":{}}""",
        """[{"op":"move","from":"/a/b","path":"/d/e"}]""",
        """{"a":{"c":2},"d":{"e":1}}"""
    )]
    [TestCase(
        """{"foo":["a","b","c"]}""",
        """[{"op":"move","from":"/foo/0","path":"/foo/2"}]""",
        """{"foo":["b","c","a"]}"""
    )]
    [TestCase("""{"a":{"b":[1]}}""", """[{"op":"copy","from":"/a/b","path":"/c"}]""", """{"a":{"b":[1]},"c":[1]}""")]
    [TestCase(
        """{"a":1.0}""",
        """[{"op":"test","path":"/a","value":1.0},{"op":"add","path":"/b","value":null}]""",
        """{"a":1.0,"b":null}"""
    )]
    [TestCase(
        """{"a/b":1,"m~n":2}""",
        """[{"op":"replace","path":"/a~1b","value":3},{"op":"remove","path":"/m~0n"}]""",
        """{"a/b":3}"""
    )]
    [TestCase("""{"foo":1}""", """[{"op":"add","path":"/foo","value":2,"xyz":3}]""", """{"foo":2}""")]
    public void A_patch_changes_what_it_says(string before, string patch, string after) =>
        Assert.That(
            JsonNode.DeepEquals(Read(patch).Apply(JsonNode.Parse(before)!), JsonNode.Parse(after)),
            Is.True,
            Read(patch).Apply(JsonNode.Parse(before)!).ToJsonString()
        );

    [TestCase("""{"a":1}""", """[{"op":"remove","path":"/b"}]""")]
    [TestCase("""{"a":1}""", """[{"op":"replace","path":"/b","value":1}]""")]
    [TestCase("""{"a":1}""", """[{"op":"add","path":"/b/c","value":1}]""")]
    [TestCase("""{"a":[1]}""", """[{"op":"add","path":"/a/2","value":1}]""")]
    [TestCase("""{"a":[1]}""", """[{"op":"add","path":"/a/00","value":1}]""")]
    [TestCase("""{"a":[1]}""", """[{"op":"remove","path":"/a/-"}]""")]
    [TestCase("""{"a":"1"}""", """[{"op":"test","path":"/a","value":1}]""")]
    [TestCase("""{"a":1}""", """[{"op":"copy","from":"/b","path":"/c"}]""")]
    [TestCase("""{"a":1}""", """[{"op":"add","path":"/b","value":1},{"op":"test","path":"/a","value":2}]""")]
    public void A_patch_that_does_not_fit_changes_nothing(string document, string patch)
    {
        var before = JsonNode.Parse(document)!;

        Assert.That(() => Read(patch).Apply(before), Throws.TypeOf<PatchException>());
        Assert.That(before.ToJsonString(), Is.EqualTo(document));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("[1]")]
    [TestCase("""[{"op":"append","path":"/a","value":1}]""")]
    [TestCase("""[{"op":"add","path":"a","value":1}]""")]
    [TestCase("""[{"op":"add","path":"/a~2","value":1}]""")]
    [TestCase("""[{"op":"add","path":"/a"}]""")]
    [TestCase("""[{"op":"move","path":"/a"}]""")]
    [TestCase("""[{"op":"move","from":"/a","path":"/a/b"}]""")]
    [TestCase("""[{"op":"replace","path":"","value":{}}]""")]
    [TestCase("""[{"op":"replace","path":"/attempt_id","value":"x"}]""")]
    [TestCase("""[{"op":"move","from":"/sequence","path":"/x"}]""")]
    [TestCase("""[{"op":"remove","path":"/producer"}]""")]
    public void What_is_no_patch_or_changes_the_events_identity_is_refused(string patch)
    {
        var (read, errors) = JsonPatch.Read(JsonSerializer.Deserialize<JsonElement>(patch));

        Assert.That(read, Is.Null);
        Assert.That(errors, Has.Count.EqualTo(1));
    }

    private static JsonPatch Read(string patch)
    {
        var (read, errors) = JsonPatch.Read(JsonSerializer.Deserialize<JsonElement>(patch));
        Assert.That(read, Is.Not.Null, string.Join(' ', errors));
        return read!;
    }
}
