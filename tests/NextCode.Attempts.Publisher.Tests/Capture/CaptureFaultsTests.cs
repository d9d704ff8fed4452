using NextCode.Attempts.Publisher.Capture;

namespace NextCode.Attempts.Publisher.Tests.Capture;

internal sealed class CaptureFaultsTests
{
    [Test]
    public void Faults_are_logged_once_a_minute_with_how_many_there_were()
    {
        using var meters = new TestMeterFactory();
        var logger = new CollectingLogger<CaptureFaults>();
        var time = new ManualTime();
        var faults = new CaptureFaults(logger, new CaptureMetrics(meters), time);

        faults.Count(new InvalidOperationException("first"));
        faults.Count(new InvalidOperationException("second"));
        time.Advance(TimeSpan.FromSeconds(59));
        faults.Count(new InvalidOperationException("third"));
        var within = logger.Entries.Count;
        time.Advance(TimeSpan.FromSeconds(1));
        faults.Count(new InvalidOperationException("fourth"));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(within, Is.EqualTo(1));
        Assert.That(logger.Entries, Has.Count.EqualTo(2));
        Assert.That(logger.Entries[0].Text, Does.Contain("1 "));
        Assert.That(logger.Entries[1].Text, Does.Contain("3 "));
        Assert.That(faults.Total, Is.EqualTo(4));
        Assert.That(meters["attempts.capture.faults"], Is.EqualTo(4));
    }
}
