using NextCode.Attempts.Local.Traffic;

namespace NextCode.Attempts.Local.Tests.Traffic;

internal sealed class VerificationsTests
{
    [Test]
    public void Every_story_begins_at_the_start_and_opens_only_whom_it_approved([Range(0, 60)] int seed)
    {
        var told = Verifications.Of("client-1", new Random(seed)).ToList();
        var events = told.ConvertAll(one => one["event"]!.GetValue<string>());
        var approved = told.Any(one => one["verification_approved"]?.GetValue<bool>() == true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(events[0], Is.EqualTo("verification_started"));
            Assert.That(events.Contains("client_status_changed"), Is.EqualTo(approved));
            Assert.That(
                events.IndexOf("client_status_changed"),
                Is.LessThanOrEqualTo(events.IndexOf("status_push_received"))
            );
        }
    }
}
