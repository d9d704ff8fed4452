using NextCode.Attempts.Local.PubSub.Filters;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.Tests.PubSub.Filters;

internal sealed class FilterParserTests
{
    private static readonly Dictionary<string, string> Login = new()
    {
        ["action"] = "login",
        ["status"] = "error",
        ["ce-type"] = "com.nextcode.attempt.v1",
        ["odd key"] = "a\"b\\c\nü",
    };

    [TestCase("attributes:action", ExpectedResult = true)]
    [TestCase("attributes:domain", ExpectedResult = false)]
    [TestCase("attributes:\"odd key\"", ExpectedResult = true)]
    [TestCase("attributes.action = \"login\"", ExpectedResult = true)]
    [TestCase("attributes.action=\"LOGIN\"", ExpectedResult = false)]
    [TestCase("attributes.domain = \"login\"", ExpectedResult = false)]
    [TestCase("attributes.action != \"login\"", ExpectedResult = false)]
    [TestCase("attributes.action != \"signup\"", ExpectedResult = true)]
    [TestCase("attributes.domain != \"login\"", ExpectedResult = true)]
    [TestCase("attributes.ce-type = \"com.nextcode.attempt.v1\"", ExpectedResult = true)]
    [TestCase("attributes.\"odd key\" = \"a\\\"b\\\\c\\n\\u00fc\"", ExpectedResult = true)]
    [TestCase("attributes.action = \"log\\x69n\"", ExpectedResult = true)]
    [TestCase("hasPrefix(attributes.ce-type, \"com.nextcode.\")", ExpectedResult = true)]
    [TestCase("hasPrefix(attributes.ce-type, \"org.\")", ExpectedResult = false)]
    [TestCase("hasPrefix(attributes.domain, \"\")", ExpectedResult = false)]
    [TestCase("NOT attributes:action", ExpectedResult = false)]
    [TestCase("NOT NOT attributes:action", ExpectedResult = true)]
    [TestCase("-attributes:domain", ExpectedResult = true)]
    [TestCase("attributes:action AND attributes:status", ExpectedResult = true)]
    [TestCase("attributes:action AND attributes:domain", ExpectedResult = false)]
    [TestCase("attributes:domain OR attributes:status", ExpectedResult = true)]
    [TestCase("attributes:domain OR attributes:other", ExpectedResult = false)]
    [TestCase("attributes:action OR attributes:status AND attributes:domain", ExpectedResult = true)]
    [TestCase("(attributes:action OR attributes:status) AND attributes:domain", ExpectedResult = false)]
    [TestCase("NOT (attributes:domain OR attributes:other) AND attributes.status = \"error\"", ExpectedResult = true)]
    public bool A_filter_lets_a_login_in_or_not(string filter) => FilterParser.Parse(filter)(Login);

    [TestCase(" ", 2)]
    [TestCase("action = \"login\"", 1)]
    [TestCase("attributes", 11)]
    [TestCase("attributes.action", 18)]
    [TestCase("attributes.action = login", 21)]
    [TestCase("attributes.action = \"login", 21)]
    [TestCase("attributes.action = \"\\q\"", 22)]
    [TestCase("attributes.action = \"\\u12\"", 22)]
    [TestCase("attributes.action ! \"login\"", 19)]
    [TestCase("attributes:action attributes:status", 19)]
    [TestCase("attributes:action and attributes:status", 19)]
    [TestCase("attributes:action AND", 22)]
    [TestCase("(attributes:action", 19)]
    [TestCase("attributes:action)", 18)]
    [TestCase("hasPrefix(attributes.action \"l\")", 29)]
    [TestCase("hasPrefix(attributes:action, \"l\")", 21)]
    public void A_malformed_filter_is_refused_and_says_where(string filter, int character) =>
        Assert.That(
            () => FilterParser.Parse(filter),
            Throws.TypeOf<ApiException>().With.Message.EndsWith($"at character {character}.")
        );

    [Test]
    public void A_filter_has_at_most_256_bytes()
    {
        var longest = "attributes:" + new string('x', 245);

        Assert.That(() => FilterParser.Parse(longest), Throws.Nothing);
        Assert.That(() => FilterParser.Parse(longest + "x"), Throws.TypeOf<ApiException>());
    }
}
