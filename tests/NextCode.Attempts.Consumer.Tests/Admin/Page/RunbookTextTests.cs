using NextCode.Attempts.Consumer.Admin.Page;
using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Tests.Admin.Page;

internal sealed class RunbookTextTests
{
    [Test]
    public void Every_reason_has_its_section([Values] DeadLetterReason reason) =>
        Assert.That(
            RunbookText.Sections.Select(static section => section.Title),
            Has.Member(reason.ToWireName()),
            "docs/runbook.md"
        );

    [TestCase("PATCH_FAILED")]
    [TestCase("NOT_PUBLISHED")]
    public void Every_failure_of_a_replay_has_its_section(string failure) =>
        Assert.That(
            RunbookText.Sections.Select(static section => section.Anchor),
            Has.Member(RunbookText.Anchor(failure))
        );
}
