using System.Text.RegularExpressions;
using NextCode.Attempts.Consumer;

namespace NextCode.Attempts.Deployment.Tests.Terraform;

/// <summary>A setting that Terraform gives and the consumer does not know would be ignored without a word.</summary>
internal sealed partial class ConsumerSettingsTests
{
    private static string[] Given { get; } =
    [
        .. Setting()
            .Matches(Repository.Read("terraform/consumer.tf") + Repository.Read("terraform/admin.tf"))
            .Select(match => match.Groups["path"].Value),
    ];

    [Test]
    public void Every_setting_that_is_given_is_one_the_consumer_has() =>
        Assert.That(Given.Where(path => !Exists(typeof(ConsumerOptions), path.Split("__"))), Is.Empty);

    [Test]
    public void The_settings_that_name_cloud_resources_are_given() =>
        Assert.That(
            Given,
            Is.SupersetOf([
                nameof(ConsumerOptions.ProjectId),
                nameof(ConsumerOptions.Dataset),
                nameof(ConsumerOptions.Table),
                nameof(ConsumerOptions.DeadLetterTopic),
                nameof(ConsumerOptions.PushDeadline),
                "Oidc__Audiences__0",
                "Oidc__Emails__0",
                nameof(ConsumerOptions.Topic),
                nameof(ConsumerOptions.DeadLetterSubscription),
                "Admin__IsOn",
                "Admin__Store",
                "Admin__Audiences__0",
                "Admin__IapAudiences__0",
            ])
        );

    private static bool Exists(Type type, ReadOnlySpan<string> path) =>
        path.IsEmpty
        || (type.GetProperty(path[0]) is { SetMethod: not null } property && Exists(property.PropertyType, path[1..]))
        || int.TryParse(path[0], out _); // An element of a list.

    [GeneratedRegex(@"^\s+Consumer__(?<path>\w+)\s+=", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
