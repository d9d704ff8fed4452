using NextCode.Attempts.Consumer.Ingest.Insert;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Insert;

internal sealed class CoalescerTests
{
    private readonly List<(IReadOnlyList<int> Items, TaskCompletionSource Done)> _calls = [];

    [SetUp]
    public void Forget() => _calls.Clear();

    [Test]
    public void An_item_leaves_at_once_while_a_slot_is_free()
    {
        var coalescer = Create(slots: 2);
        coalescer.Add(1);
        coalescer.Add(2);

        Assert.That(_calls.Select(static call => call.Items), Is.EqualTo(new int[][] { [1], [2] }));
        Assert.That(coalescer.Waiting, Is.Zero);
    }

    [Test]
    public void Items_that_arrive_while_all_slots_are_busy_leave_together_when_one_frees()
    {
        var coalescer = Create(slots: 1);
        coalescer.Add(1);
        coalescer.Add(2);
        coalescer.Add(3);
        Assert.That(coalescer.Waiting, Is.EqualTo(2));

        _calls[0].Done.SetResult();

        Assert.That(_calls.Select(static call => call.Items), Is.EqualTo(new int[][] { [1], [2, 3] }));
    }

    [Test]
    public void A_call_has_no_more_items_and_bytes_than_allowed()
    {
        var coalescer = Create(slots: 1, maxItems: 3, maxBytes: 10);
        foreach (var item in (int[])[1, 2, 3, 4, 5, 6, 50, 1])
        {
            coalescer.Add(item);
        }

        for (var call = 0; call < _calls.Count; call++)
        {
            _calls[call].Done.SetResult();
        }

        Assert.That(
            _calls.Select(static call => call.Items),
            Is.EqualTo(new int[][] { [1], [2, 3, 4], [5], [6], [50], [1] })
        );
    }

    [Test]
    public void A_slot_is_free_again_after_its_call()
    {
        var coalescer = Create(slots: 1);
        coalescer.Add(1);
        _calls[0].Done.SetResult();
        coalescer.Add(2);

        Assert.That(_calls, Has.Count.EqualTo(2));
    }

    private Coalescer<int> Create(int slots, int maxItems = 500, long maxBytes = 1000) =>
        new(
            slots,
            maxItems,
            maxBytes,
            static item => item,
            items =>
            {
                var done = new TaskCompletionSource();
                _calls.Add((items, done));
                return done.Task;
            }
        );
}
