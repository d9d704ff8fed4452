using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Spool;

public class CheckpointTests
{
    private const string Path = "/spool/checkpoint";

    [Test]
    public void A_write_torn_at_any_byte_leaves_the_new_position_or_the_one_before()
    {
        for (var torn = 0; torn <= 40; torn++)
        {
            var files = new SimulatedFiles();
            files.CreateDirectory("/spool");
            var directory = new SegmentDirectory(files, "/spool");
            var checkpoint = Checkpoint.OpenOrCreate(files, directory);
            checkpoint.Write(new LogPosition(1, 100), 5);
            checkpoint.Write(new LogPosition(2, 200), 6);
            files.TearNextWrite = torn;
            Assert.That(() => checkpoint.Write(new LogPosition(3, 300), 7), Throws.InstanceOf<IOException>());

            var read = Checkpoint.Open(files, directory, writable: false);

            Assert.That(
                (read.Position, read.LastSequence),
                Is.EqualTo((new LogPosition(2, 200), 6L)).Or.EqualTo((new LogPosition(3, 300), 7L))
            );
        }
    }

    [Test]
    public void Of_two_damaged_slots_nothing_is_believed()
    {
        var files = new SimulatedFiles();
        files.CreateDirectory("/spool");
        var directory = new SegmentDirectory(files, "/spool");
        var checkpoint = Checkpoint.OpenOrCreate(files, directory);
        checkpoint.Write(new LogPosition(1, 100), 5);
        checkpoint.Write(new LogPosition(2, 200), 6);
        files.Flip(Path, 20 * 8);
        files.Flip(Path, (512 + 20) * 8);

        Assert.That(Checkpoint.Open(files, directory, writable: false).Position, Is.EqualTo(LogPosition.Start));
    }
}
