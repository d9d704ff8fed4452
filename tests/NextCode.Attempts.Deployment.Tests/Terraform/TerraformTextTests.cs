using System.Text.RegularExpressions;

namespace NextCode.Attempts.Deployment.Tests.Terraform;

/// <summary>What must hold for every line of Terraform, also those written later: no test there can ask for all resources.</summary>
internal sealed partial class TerraformTextTests
{
    private static readonly string[] Files = Directory.GetFiles(Repository.PathOf("terraform"), "*.tf");

    public static IEnumerable<string> Environments =>
        Directory.GetDirectories(Repository.PathOf("terraform/examples")).Select(path => Path.GetFileName(path)!);

    private static string Code { get; } =
        string.Join('\n', Files.Select(file => Comment().Replace(File.ReadAllText(file), "")));

    [Test]
    public void No_primitive_role_is_granted_anywhere() =>
        Assert.That(PrimitiveRole().Matches(Code).Select(match => match.Value), Is.Empty);

    [Test]
    public void Nothing_is_granted_to_everybody() =>
        Assert.That(
            EverybodyAsMember().Matches(Code).Select(match => match.Value),
            Is.Empty,
            "allUsers and allAuthenticatedUsers may stand in messages only"
        );

    [Test]
    public void No_right_is_granted_by_a_resource_that_takes_others_away() =>
        Assert.That(AuthoritativeGrant().Matches(Code).Select(match => match.Value), Is.Empty);

    [Test]
    public void No_key_of_a_service_account_is_made() =>
        Assert.That(Code, Does.Not.Contain("google_service_account_key").And.Not.Contain("google_storage_hmac_key"));

    [Test]
    public void The_layout_is_the_one_everybody_knows() =>
        Assert.That(
            Files.Select(Path.GetFileName),
            Is.SupersetOf([
                "main.tf",
                "pubsub.tf",
                "bigquery.tf",
                "consumer.tf",
                "iam.tf",
                "monitoring.tf",
                "variables.tf",
                "outputs.tf",
                "versions.tf",
            ])
        );

    [TestCaseSource(nameof(Environments))]
    public void Every_value_of_an_example_is_of_a_variable_that_exists(string environment)
    {
        var values = Repository.Read($"terraform/examples/{environment}/terraform.tfvars");
        var declared = Variable()
            .Matches(Repository.Read("terraform/variables.tf"))
            .Select(match => match.Groups["name"].Value);
        Assert.That(
            Assignment().Matches(values).Select(match => match.Groups["name"].Value),
            Is.Not.Empty.And.SubsetOf(declared)
        );
    }

    [Test]
    public void The_examples_share_neither_state_nor_names()
    {
        string Found(Regex what, string file) => what.Match(Repository.Read($"terraform/examples/{file}")).Value;
        var prefixes = Environments.Select(e => Found(Prefix(), $"{e}/backend.hcl")).ToArray();
        var names = Environments.Select(e => Found(Environment(), $"{e}/terraform.tfvars")).ToArray();
        Assert.That(prefixes, Is.Unique.And.Length.EqualTo(2).And.None.Empty);
        Assert.That(names, Is.Unique);
    }

    [GeneratedRegex("#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("roles/(?:owner|editor|viewer)\"")]
    private static partial Regex PrimitiveRole();

    [GeneratedRegex("\"(?:allUsers|allAuthenticatedUsers)\"")]
    private static partial Regex EverybodyAsMember();

    [GeneratedRegex("google_\\w+_iam_(?:binding|policy)\\b")]
    private static partial Regex AuthoritativeGrant();

    [GeneratedRegex("^variable \"(?<name>\\w+)\"", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<name>\w+)\s+=", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex("prefix = .*")]
    private static partial Regex Prefix();

    [GeneratedRegex("^environment = .*$", RegexOptions.Multiline)]
    private static partial Regex Environment();
}
