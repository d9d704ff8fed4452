using System.Text.RegularExpressions;
using NextCode.Attempts.Deployment.Tests.Commands;

namespace NextCode.Attempts.Deployment.Tests.CloudBuild;

[TestFixture("cloudbuild.yaml")]
[TestFixture("cloudbuild.apply.yaml")]
internal sealed partial class CloudBuildFilesTests(string name)
{
    // "Substituting variable values": what Cloud Build gives every build that a trigger started.
    private static readonly string[] BuiltIn = ["PROJECT_ID", "BUILD_ID", "COMMIT_SHA"];

    // What `gcloud builds submit` reads a file with before it sends it.
    private const string GoogleReader = """
        import os, sys
        sys.path[:0] = [os.path.join(os.environ['SDK_ROOT'], 'lib', part) for part in ('', 'third_party')]
        from googlecloudsdk.api_lib.cloudbuild import cloudbuild_util, config
        build = config.LoadCloudbuildConfigFromPath(sys.argv[1], cloudbuild_util.GetMessagesModule(), params={})
        print(*[step.id for step in build.steps])
        """;

    private readonly string _text = Repository.Read(name);
    private readonly CloudBuildFile _file = CloudBuildReader.Read(Repository.Read(name));

    [Test]
    public void The_file_is_of_the_documented_schema() => Assert.That(CloudBuildReader.Problems(_file), Is.Empty);

    [Test]
    public async Task Googles_own_reader_takes_the_file()
    {
        Tool.Require("gcloud");
        var result = await GoogleSdk.RunPythonAsync(GoogleReader, Repository.PathOf(name));
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output.Split(), Is.SupersetOf(_file.Steps.Select(step => step.Id)));
    }

    [Test]
    public void Every_substitution_that_is_used_is_declared_and_the_other_way_round()
    {
        var withoutKeys = SubstitutionKey().Replace(_text, "");
        var used = Substitution().Matches(withoutKeys).Select(match => match.Groups["name"].Value).Distinct();
        Assert.That(used.Where(key => !BuiltIn.Contains(key)), Is.EquivalentTo(_file.Substitutions.Keys));
    }

    [Test]
    public void Scripts_read_substitutions_as_environment_variables()
    {
        Assert.That(_file.Options.AutomapSubstitutions);
        Assert.That(_file.Steps.Select(step => step.Script), Has.None.Null);
    }

    [Test]
    public void Scripts_stop_at_the_first_failure_and_at_what_is_unset() =>
        Assert.That(_file.Steps.Select(step => step.Script), Has.All.Match(@"^#!\S.*\nset -eu"));

    [Test]
    public void Every_image_has_a_version_of_its_own_choice_or_is_Googles_builder() =>
        Assert.That(
            _file.Steps.Select(step => step.Name),
            Has.All.Match("^(gcr.io/cloud-builders/docker|.+:[0-9][0-9.]*(-slim)?)$")
        );

    [Test]
    public void A_build_with_its_own_account_logs_where_that_account_may() =>
        Assert.That(_file.Options.Logging, Is.EqualTo(Logging.CLOUD_LOGGING_ONLY));

    [GeneratedRegex(@"\$\{?(?<name>_[A-Z0-9_]+|PROJECT_ID|BUILD_ID|COMMIT_SHA)\b")]
    private static partial Regex Substitution();

    [GeneratedRegex(@"^  _[A-Z0-9_]+:", RegexOptions.Multiline)]
    private static partial Regex SubstitutionKey();
}
