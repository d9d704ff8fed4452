using NextCode.Attempts.Publisher.Capture;

namespace NextCode.Attempts.Publisher.Tests.Capture;

internal sealed class AttemptIdsTests
{
    [Test]
    public void Ids_are_version_7_of_their_time_and_never_the_same()
    {
        var time = new DateTimeOffset(2026, 11, 22, 15, 0, 0, 123, TimeSpan.Zero);

        var ids = Enumerable.Range(0, 1_000).Select(_ => Guid.Parse(AttemptIds.New(time))).ToList();

        var expected = Guid.CreateVersion7(time).ToString()[..14];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(ids, Is.Unique);
        Assert.That(ids.Select(id => id.Version), Is.All.EqualTo(7));
        Assert.That(ids.Select(id => id.Variant & 0xC), Is.All.EqualTo(8));
        Assert.That(ids.Select(id => id.ToString()[..14]), Is.All.EqualTo(expected));
    }
}
