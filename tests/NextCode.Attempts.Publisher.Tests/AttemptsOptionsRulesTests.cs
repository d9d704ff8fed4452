namespace NextCode.Attempts.Publisher.Tests;

internal sealed class AttemptsOptionsRulesTests
{
    [Test]
    public void The_defaults_are_right() => Assert.That(AttemptsOptionsRules.Broken(new AttemptsOptions()), Is.Empty);

    [Test]
    public void Every_mistake_is_listed()
    {
        var options = new AttemptsOptions
        {
            ServiceName = " ",
            Topic = "",
            BodyCapBytes = 1,
            SampleRate = 2,
        };
        options.Pseudonyms.Key = "short";
        options.GraphQL.RequestCapBytes = 1;
        options.GraphQL.Paths.Add("graphql");
        options.TrustedProxies.Add("nonsense");
        options.ErrorCodes["x"] = "NO_SUCH_CODE";
        options.Fields["x"] = "no_such_column";
        options.Routes.Add(new AttemptRoute { Pattern = "signup", Method = "" });
        options.ErrorTexts.Add(new ErrorTextRule { Pattern = "(", Code = "NONE" });
        string[] expected =
        [
            "Topic",
            "ServiceName",
            "BodyCapBytes",
            "Routes[0].Pattern",
            "Routes[0].Action",
            "Routes[0].Method",
            "GraphQL.RequestCapBytes",
            "GraphQL.Paths",
            "TrustedProxies",
            "SampleRate",
            "Pseudonyms.Key",
            "Fields[x]",
            "ErrorCodes[x]",
            "ErrorTexts",
            "ErrorTexts",
        ];

        var broken = AttemptsOptionsRules.Broken(options).ToList();

        Assert.That(broken.Select(error => error.Split(' ')[0]), Is.EqualTo(expected));
    }
}
