using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.Local.Tests.Hosting;

internal sealed class ProvisionerTests
{
    [Test]
    public async Task It_goes_on_until_the_other_part_is_up()
    {
        var time = new ManualTimeProvider();
        var part = new ProvisioningFake();
        await using var provisioner = new Provisioner("BigQuery", part.EnsureAsync, time);
        provisioner.Start();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(part.Looks, Is.GreaterThan(1));
        Assert.That(provisioner.Done.IsCompleted, Is.False);
        Assert.That(provisioner.Problem, Is.EqualTo("Nobody answers."));

        part.IsUp = true;
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(provisioner.Done.IsCompletedSuccessfully, Is.True);
        Assert.That(provisioner.IsDone, Is.True);
        Assert.That(provisioner.Problem, Is.Null);
    }

    [Test]
    public async Task It_notices_that_the_other_part_begins_anew()
    {
        var time = new ManualTimeProvider();
        var part = new ProvisioningFake { IsUp = true };
        await using var provisioner = new Provisioner("BigQuery", part.EnsureAsync, time);
        provisioner.Start();
        var looks = part.Looks;

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(part.Looks, Is.GreaterThan(looks));
    }
}
