using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Spool;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class AttemptLogTests
{
    private readonly SimulatedFiles _files = new();
    private SpoolHarness _spool = null!;

    [SetUp]
    public void Arrange() => Use(new SpoolOptions());

    [TearDown]
    public void CleanUp() => _spool.Dispose();

    [Test]
    public void What_a_killed_process_appended_is_delivered_by_the_next_one_under_its_own_name()
    {
        var dead = _spool.Identity.Producer;
        _spool.Append("a");
        _spool.Append("b");

        _files.Kill();
        _spool.Start();
        _spool.Append("c");

        Assert.That(
            _spool.Drain().Select(d => (d.Id, d.Producer, d.Sequence)),
            Is.EquivalentTo(new[] { ("a", dead, 1L), ("b", dead, 2L), ("c", _spool.Identity.Producer, 1L) })
        );
    }

    [Test]
    public void What_was_sent_is_not_sent_again_after_a_kill()
    {
        _spool.Append("a");
        _spool.Append("b");
        var batch = _spool.Sources.Take(1, 1000)!.Value.Batch;
        batch.Complete();

        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Select(d => d.Id), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void A_spool_of_a_dead_process_is_deleted_once_it_is_sent()
    {
        var dead = _spool.Identity.Producer;
        _spool.Append("a");
        _files.Kill();
        _spool.Start();

        _spool.Drain();

        Assert.That(_files.AllFiles.Concat(_files.AllDirectories), Has.None.Contains(dead));
    }

    [Test]
    public void A_process_that_stops_with_nothing_left_leaves_nothing()
    {
        _spool.Append("a");
        _spool.Drain();

        _spool.Close();

        Assert.That(_files.AllFiles, Is.Empty);
        Assert.That(_files.AllDirectories, Is.EqualTo(new[] { SpoolHarness.Root }));
    }

    [Test]
    public void Two_live_processes_never_share_a_spool()
    {
        _spool.Append("a");

        var second = new SpoolHarness(_files, new SpoolOptions { Directory = SpoolHarness.Root });

        Assert.That(second.Drain(), Is.Empty);
        Assert.That(_spool.Drain(), Has.Count.EqualTo(1));
        second.Dispose();
    }

    [Test]
    public void A_handler_the_process_died_in_is_a_row_under_the_next_number()
    {
        var intent = _spool.Begin("died");
        _spool.Append("a");
        _spool.Append("b");

        _files.Kill();
        _spool.Start();
        var delivered = _spool.Drain();

        Assert.That(intent, Is.Not.Zero);
        Assert.That(
            delivered.Single(d => d.Crashed),
            Is.EqualTo(delivered[0] with { Id = "died", Sequence = 3, Size = 0, Crashed = true })
        );
        Assert.That(delivered, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_handler_that_ended_leaves_no_crash()
    {
        var answered = _spool.Begin("answered");
        var several = _spool.Begin("several");
        var nothing = _spool.Begin("nothing");
        _spool.Append("answered", intent: answered);
        _spool.Append("several", intent: several);
        _spool.Append("several-2", intent: several);
        _spool.Log.Abandon(nothing);

        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Where(d => d.Crashed), Is.Empty);
    }

    [Test]
    public void A_crash_is_reported_once_even_if_the_recovering_process_dies_too()
    {
        _spool.Begin("died");
        _files.Kill();
        _spool.Start();
        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Select(d => (d.Id, d.Sequence)), Is.EqualTo(new[] { ("died", 1L) }));
    }

    [Test]
    public void An_intent_outlives_the_segment_it_was_written_to()
    {
        Use(new SpoolOptions { SegmentBytes = 4096, MaxBytes = 1 << 20 });
        _spool.Begin("long");
        for (var i = 0; i < 20; i++)
        {
            _spool.Append($"a{i}", 1000);
            _spool.Drain();
        }

        Assert.That(_files.AllFiles.Count(f => f.EndsWith(".segment", StringComparison.Ordinal)), Is.LessThan(5));
        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Select(d => (d.Id, d.Crashed)), Is.EqualTo(new[] { ("long", true) }));
    }

    [Test]
    public void Without_intents_nothing_is_noted_before_a_handler()
    {
        Use(new SpoolOptions { Intents = false });

        Assert.That(_spool.Begin("x"), Is.Zero);
    }

    [Test]
    public void A_torn_last_record_is_cut_and_set_aside_and_the_others_are_delivered()
    {
        _spool.Append("a");
        _spool.Append("torn");
        var segment = _files.AllFiles.Single(f =>
            f.EndsWith(".segment", StringComparison.Ordinal) && _files.Content(f).Length > 0
        );
        _files.Truncate(segment, _files.Content(segment).Length - 30);

        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Select(d => d.Id), Is.EqualTo(new[] { "a" }));
        Assert.That(
            _spool.RecoveredEntries.Entries.Select(e => e.Text),
            Has.Some.Contains("incomplete record").And.Some.Contains("of a record that was not finished were cut off")
        );
    }

    [Test]
    public void A_write_that_stops_half_way_is_made_good_from_memory()
    {
        _spool.Append("a");
        _files.TearNextWrite = 50;
        _spool.Append("torn");
        _spool.Log.Maintain();

        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Select(d => (d.Id, d.Sequence)), Is.EqualTo(new[] { ("a", 1L), ("torn", 2L) }));
    }

    [Test]
    public void A_damaged_record_is_set_aside_with_its_reason_and_what_follows_is_delivered()
    {
        _spool.Append("a");
        _spool.Append("bad");
        _spool.Append("c");
        Damage("bad");
        _files.Kill();
        _spool.Start();

        Assert.That(_spool.Drain().Select(d => d.Id), Is.EqualTo(new[] { "a", "c" }));
        var side = _files.AllFiles.Single(f => f.Contains("quarantine/", StringComparison.Ordinal));
        var lines = System.Text.Encoding.UTF8.GetString(_files.Content(side)).Split('\n', 2);
        Assert.That(lines[0], Does.Contain("checksum mismatch").And.Contain("\"sequence\":2"));
        Assert.That(lines[1], Does.Contain("bAd"));
        Assert.That(_spool.Meters["attempts.quarantined"], Is.EqualTo(1));
    }

    [Test]
    public void Damage_found_while_the_process_lives_halts_nothing()
    {
        _spool.Append("a");
        _spool.Append("bad");
        _spool.Append("c");
        Damage("bad");

        Assert.That(_spool.Drain().Select(d => d.Id), Is.EqualTo(new[] { "a", "c" }));
        Assert.That(_spool.Meters["attempts.quarantined"], Is.EqualTo(1));
    }

    [Test]
    public void On_a_full_disk_attempts_go_to_memory_and_later_to_the_disk_and_both_are_said_once()
    {
        Use(new SpoolOptions { SegmentBytes = 4096, MaxBytes = 1 << 20 });
        _files.IsFull = true;
        for (var i = 0; i < 20; i++)
        {
            _spool.Append($"a{i}", 1000);
            _spool.Log.Maintain();
        }

        Assert.That(_spool.Log.InMemory, Is.Positive);
        Assert.That(_spool.Log.IsFallenBack);

        _files.IsFull = false;
        _spool.Log.Maintain();

        Assert.That(_spool.Log.InMemory, Is.Zero);
        Assert.That(_spool.Log.IsFallenBack, Is.False);
        Assert.That(_spool.Entries.Entries.Select(e => e.Id), Is.EqualTo(new[] { 226, 221, 222 }));
        _files.Kill();
        _spool.Start();
        Assert.That(_spool.Drain().Select(d => d.Sequence), Is.EqualTo(Enumerable.Range(1, 20)));
    }

    [Test]
    public void On_a_disk_that_cannot_be_written_from_the_start_attempts_are_delivered_from_memory()
    {
        _spool.Dispose();
        _files.IsBroken = true;
        Use(new SpoolOptions());
        _spool.Append("a");
        _spool.Append("b");

        Assert.That(_spool.Drain().Select(d => d.Sequence), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_spool.Log.Begin(new AttemptIntent { AttemptId = "i", Timestamp = default }), Is.Zero);
    }

    [TestCase(SpoolPolicy.DropOldest)]
    [TestCase(SpoolPolicy.DropNewest)]
    public void At_the_bound_on_bytes_attempts_go_by_policy_and_each_is_accounted_for(SpoolPolicy policy)
    {
        Use(
            new SpoolOptions
            {
                SegmentBytes = 4096,
                MaxBytes = 4 * 4096,
                AtBound = policy,
            }
        );
        for (var i = 1; i <= 40; i++)
        {
            _spool.Append($"a{i}", 1000);
            _spool.Log.Maintain();
        }

        var delivered = _spool.Drain().Select(d => d.Sequence).ToList();

        Assert.That(delivered, Has.Count.InRange(6, 12));
        Assert.That(delivered[0], policy is SpoolPolicy.DropOldest ? Is.GreaterThan(20) : Is.EqualTo(1));
        Assert.That(_spool.Meters["attempts.dropped/spool_full"], Is.EqualTo(40 - delivered.Count));
        Assert.That(_spool.Entries.Entries.Where(e => e.Id == 200), Is.Not.Empty);
    }

    [Test]
    public void At_the_bound_on_age_the_oldest_go()
    {
        Use(new SpoolOptions { MaxAge = TimeSpan.FromHours(1) });
        _spool.Append("old");
        _spool.Time.Advance(TimeSpan.FromHours(2));
        _spool.Log.Maintain();
        _spool.Append("new");

        Assert.That(_spool.Drain().Select(d => d.Id), Is.EqualTo(new[] { "new" }));
        Assert.That(_spool.Meters["attempts.dropped/expired"], Is.EqualTo(1));
    }

    [Test]
    public void A_returned_batch_is_lent_again_as_it_was()
    {
        for (var i = 0; i < 5; i++)
        {
            _spool.Append($"a{i}");
        }

        var first = _spool.Sources.Take(2, 10_000)!.Value.Batch;
        var second = _spool.Sources.Take(2, 10_000)!.Value.Batch;
        second.Complete();
        first.Return();

        Assert.That(_spool.Drain().Select(d => d.Id), Is.EqualTo(new[] { "a0", "a1", "a4" }));
    }

    [Test]
    public void An_attempt_longer_than_what_is_read_at_a_time_is_lent_by_itself()
    {
        _spool.Append("a");
        _spool.Append("long", 3 << 20);
        _spool.Append("b");

        var lent = new List<string>();
        while (_spool.Sources.Take(100, 100) is { } taken)
        {
            // Given back once, as after a failed call.
            taken.Batch.Return();
            var again = _spool.Sources.Take(100, 100)!.Value.Batch;
            lent.Add(string.Join('+', again.Records.Select(r => Delivered.Read(r.Json).Id)));
            again.Complete();
        }

        Assert.That(lent, Is.EqualTo(new[] { "a", "long", "b" }));
    }

    [Test]
    public void Gauges_tell_what_waits()
    {
        _spool.Append("a");
        _spool.Append("b");
        _spool.Sources.Take(1, 1000);
        _spool.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.That(_spool.Meters["attempts.spool.records"], Is.EqualTo(2));
        Assert.That(_spool.Meters["attempts.spool.bytes"], Is.Positive);
        Assert.That(_spool.Meters["attempts.spool.oldest_age"], Is.EqualTo(5));
        Assert.That(_spool.Meters["attempts.captured"], Is.EqualTo(2));
    }

    private void Use(SpoolOptions options)
    {
        options.Directory = SpoolHarness.Root;
        _spool?.Close();
        _spool?.Dispose();
        _spool = new SpoolHarness(_files, options);
    }

    // Changes one letter of a record's id where it lies.
    private void Damage(string id)
    {
        foreach (var path in _files.AllFiles)
        {
            // Quoted: a producer's id can have "bad" among its digits.
            var at = _files.Content(path).IndexOf(System.Text.Encoding.UTF8.GetBytes($"\"{id}\""));
            if (at >= 0)
            {
                _files.Flip(path, ((at + 2) * 8) + 5);
                return;
            }
        }

        Assert.Fail($"{id} is in no file.");
    }
}
