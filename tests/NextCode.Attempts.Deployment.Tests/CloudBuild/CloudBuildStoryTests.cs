namespace NextCode.Attempts.Deployment.Tests.CloudBuild;

internal sealed class CloudBuildStoryTests
{
    private static readonly CloudBuildFile Plan = CloudBuildReader.Read(Repository.Read("cloudbuild.yaml"));
    private static readonly CloudBuildFile Apply = CloudBuildReader.Read(Repository.Read("cloudbuild.apply.yaml"));

    [Test]
    public void The_way_from_a_commit_to_a_plan_is_complete() =>
        Assert.That(
            Plan.Steps.Select(step => step.Id),
            Is.EqualTo(["restore", "build", "test", "image", "push", "sbom", "plan", "keep-plan"])
        );

    [Test]
    public void The_way_from_an_approval_to_a_row_is_complete() =>
        Assert.That(Apply.Steps.Select(step => step.Id), Is.EqualTo(["fetch-plan", "apply", "smoke-test"]));

    [Test]
    public void Nothing_is_applied_before_an_approval() =>
        Assert.That(Plan.Steps.Select(step => step.Script), Has.None.Contains("terraform apply"));

    [Test]
    public void What_is_applied_is_the_plan_that_was_read() =>
        Assert.That(
            Apply.Steps.Single(step => step.Id == "apply").Script,
            Does.Contain("plan.tfplan").And.Not.Contain("-auto-approve").And.Contain("-lockfile=readonly")
        );

    [Test]
    public void The_image_that_is_pushed_gets_signed_provenance()
    {
        Assert.That(Plan.Options.RequestedVerifyOption, Is.EqualTo(RequestedVerifyOption.VERIFIED));
        Assert.That(Plan.Images, Is.EqualTo(["${_IMAGE}:${COMMIT_SHA}-${BUILD_ID}"]));
        Assert.That(
            Plan.Steps.Single(step => step.Id == "push").Script,
            Does.Contain("$_IMAGE:$COMMIT_SHA-$BUILD_ID"),
            "what `images` names is what the step pushed"
        );
    }

    [Test]
    public void The_dotnet_commands_are_those_of_the_gate()
    {
        var gate = Repository.Read(".ci/run");
        var commands = Plan
            .Steps.SelectMany(step => step.Script!.Split('\n'))
            .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal))
            .ToList();

        Assert.That(commands, Has.Count.EqualTo(5));
        Assert.That(
            commands.Where(command => command != "dotnet test --no-build"),
            Has.All.Matches<string>(command => gate.Contains(command, StringComparison.Ordinal))
        );
    }
}
