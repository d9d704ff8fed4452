using YamlDotNet.Core;

namespace NextCode.Attempts.Deployment.Tests.CloudBuild;

internal sealed class CloudBuildReaderTests
{
    [TestCase("steps: [{name: a, scripts: echo}]", TestName = "An_unknown_key_of_a_step_is_refused")]
    [TestCase("step: [{name: a}]", TestName = "An_unknown_key_of_the_build_is_refused")]
    [TestCase(
        "steps: [{name: a}]\noptions: {machine_type: E2_HIGHCPU_8}",
        TestName = "A_key_in_another_case_is_refused"
    )]
    [TestCase("steps: [{name: a}]\noptions: {machineType: E2_HUGE}", TestName = "An_unknown_machine_type_is_refused")]
    [TestCase("steps: [{name: a}]\nsteps: [{name: b}]", TestName = "A_repeated_key_is_refused")]
    [TestCase("steps: [{name: a}]\nstatus: SUCCESS", TestName = "A_field_that_Cloud_Build_writes_is_refused")]
    [TestCase("steps: [{name: a, allowFailure: maybe}]", TestName = "A_value_of_another_type_is_refused")]
    public void Refused(string text) =>
        Assert.That(() => CloudBuildReader.Read(text), Throws.InstanceOf<YamlException>());

    [TestCase("steps: []", "there are no steps")]
    [TestCase("steps: [{script: echo}]", "step : has no image (name)")]
    [TestCase("steps: [{name: a, script: echo, args: [b]}]", "step a: has a script and an entrypoint or args")]
    [TestCase("steps: [{name: a, id: x, waitFor: [y]}]", "step x: waits for y, which is no earlier step")]
    [TestCase("steps: [{name: a, id: x}, {name: a, id: x}]", "step x: another step has this id")]
    [TestCase("steps: [{name: a}]\ntimeout: 10m", "10m is not seconds such as 600s")]
    [TestCase("steps: [{name: a, env: [A]}]", "step a: env A is not NAME=VALUE")]
    [TestCase("steps: [{name: a, volumes: [{name: v, path: /v}]}]", "volume v is mounted by one step only")]
    [TestCase(
        "steps: [{name: a}]\nsubstitutions: {IMAGE: x}",
        "substitution IMAGE: a name is an underscore and then A to Z, 0 to 9 and underscores"
    )]
    public void A_broken_rule_is_named(string text, string problem) =>
        Assert.That(CloudBuildReader.Problems(CloudBuildReader.Read(text)), Is.EqualTo([problem]));
}
