using System.Text.RegularExpressions;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Spool;

/// <summary>
/// Drives the log through a history of steps and keeps beside it what must be so: a set of attempts, and what each
/// misfortune that happened allows. Deterministic: the history is everything.
/// </summary>
internal sealed partial class SpoolModel : IDisposable
{
    private readonly SimulatedFiles _files = new();
    private readonly SpoolHarness _spool;
    private readonly Dictionary<string, Expected> _attempts = [];
    private readonly Dictionary<long, string> _open = [];
    private readonly Dictionary<string, Expected> _intents = [];
    private readonly List<(string Name, RecordBatch Batch)> _lent = [];
    private readonly HashSet<string> _deliveredByThisProcess = [];
    private readonly HashSet<string> _numbersAtRisk = [];
    private int _ids;
    private long _sequence;
    private int _flips;
    private bool _powerWasCut;

    private SpoolModel() =>
        _spool = new SpoolHarness(
            _files,
            new SpoolOptions
            {
                Directory = SpoolHarness.Root,
                SegmentBytes = 4096,
                MaxBytes = 10 * 4096,
                MemoryBytes = 20_000,
            }
        );

    /// <summary>Runs a history; throws what is not as it must be.</summary>
    public static void Run(int[] history)
    {
        using var model = new SpoolModel();
        foreach (var step in history)
        {
            model.Step(step % 100, step / 100);
        }

        model.Finish();
    }

    public void Dispose() => _spool.Dispose();

    private void Step(int kind, int argument)
    {
        NoteNumbersAtRisk();
        switch (kind)
        {
            case < 35:
                Append(argument, 0);
                break;
            case < 43:
                Begin();
                break;
            case < 50 when _open.Count > 0:
                Append(argument, _open.Keys.ElementAt(argument % _open.Count));
                break;
            case 50 when _open.Count > 0:
                Abandon(_open.Keys.ElementAt(argument % _open.Count));
                break;
            case < 62 and > 51:
                Take(1 + (argument % 10));
                break;
            case < 70 and > 61 when _lent.Count > 0:
                Complete(argument % _lent.Count);
                break;
            case < 73 and > 69 when _lent.Count > 0:
                _lent[argument % _lent.Count].Batch.Return();
                _lent.RemoveAt(argument % _lent.Count);
                break;
            case < 81 and > 72:
                Maintain();
                break;
            case < 85 and > 80:
                Sync();
                break;
            case < 89 and > 84:
                Kill();
                break;
            case < 92 and > 88:
                CutPower(argument);
                break;
            case 92:
                Flip(argument);
                break;
            case 93:
                _files.IsFull = !_files.IsFull;
                break;
            case 94:
                _files.IsBroken = !_files.IsBroken;
                break;
            case 95:
                _files.TearNextWrite = argument % 200;
                break;
            case 96 or 97:
                Close();
                break;
            case > 97:
                DrainAll();
                break;
        }
    }

    private void Append(int size, long intent)
    {
        var id = intent != 0 ? _open[intent] : $"r{++_ids}#";
        var before = _spool.Log.InMemory;
        var dropped = _spool.Meters["attempts.dropped"];
        var ended = _spool.Log.EndedInMemory;
        _spool.Append(id, size, intent);
        _attempts[id] = new Expected(_spool.Identity.Producer, size, ++_sequence)
        {
            // One more in memory, or one instead of another.
            InMemory = _spool.Log.InMemory > before || _spool.Meters["attempts.dropped"] > dropped,
        };
        if (intent != 0)
        {
            _open.Remove(intent);
            // While it is only in memory, the intent's end is not on disk either.
            _intents[id].MayCrash |= _spool.Log.EndedInMemory > ended;
        }

        Settle();
    }

    private void Begin()
    {
        var id = $"i{++_ids}#";
        var intent = _spool.Begin(id);
        if (intent != 0)
        {
            _open[intent] = id;
            _intents[id] = new Expected(_spool.Identity.Producer, 0, 0);
        }
    }

    private void Abandon(long intent)
    {
        var ended = _spool.Log.EndedInMemory;
        _spool.Log.Abandon(intent);
        _open.Remove(intent, out var id);
        _intents[id!].MayCrash |= _spool.Log.EndedInMemory > ended;
    }

    private void Take(int most)
    {
        if (_spool.Sources.Take(most, 3000) is { } taken)
        {
            // What came back is lent as it was: the most that is ever asked for.
            Must(taken.Batch.Records.Count <= 10, "a batch has more records than asked for");
            _lent.Add((taken.Source.ServiceName, taken.Batch));
        }
    }

    private void Complete(int index)
    {
        var (service, batch) = _lent[index];
        _lent.RemoveAt(index);
        Must(service == "api", $"the service is {service}");
        foreach (var record in batch.Records)
        {
            Receive(Delivered.Read(record.Json), record.Sequence);
        }

        batch.Complete();
        Settle();
    }

    private void Receive(Delivered got, long sequence)
    {
        Must(got.Sequence == sequence, $"{got.Id} says sequence {got.Sequence}, its record {sequence}");
        Must(_deliveredByThisProcess.Add($"{got.Id}{got.Crashed}"), $"{got.Id} is sent twice by one process");
        if (got.Crashed)
        {
            Must(_intents.TryGetValue(got.Id, out var intent), $"a crash of {got.Id}, which never began");
            Must(
                intent!.Crashed || intent.MayCrash || _powerWasCut || _flips > 0,
                $"a crash of {got.Id}, whose process did not die in it"
            );
            // Were the row of a crash damaged, the crash is found once more, under the next number.
            intent.MayCrash |= _flips > 0;
            intent.Receive(got);
            return;
        }

        Must(_attempts.TryGetValue(got.Id, out var expected), $"{got.Id} was never appended");
        Must(expected!.Producer == got.Producer, $"{got.Id} has another producer");
        Must(expected.Sequence == got.Sequence, $"{got.Id} has number {got.Sequence}, not {expected.Sequence}");
        Must(expected.Size == got.Size, $"{got.Id} has {got.Size} bytes, not {expected.Size}");
        expected.Receive(got);
    }

    private void Maintain()
    {
        _spool.Time.Advance(TimeSpan.FromMilliseconds(100));
        _spool.Log.Maintain();
        _spool.Recovered.Tidy();
        Settle();
    }

    private void Sync()
    {
        _spool.Time.Advance(TimeSpan.FromSeconds(2));
        _spool.Log.Maintain();
        Settle();
        // Maintaining syncs first and moves from memory then: what was there needs the next sync.
        var memoryWasEmpty = _spool.Log.InMemory == 0;
        _spool.Time.Advance(TimeSpan.FromSeconds(2));
        _spool.Log.Maintain();
        Settle();
        if (_files.IsBroken || _spool.Log.IsFallenBack || !memoryWasEmpty || _spool.Log.InMemory > 0)
        {
            return;
        }

        foreach (var expected in _attempts.Values.Concat(_intents.Values))
        {
            expected.Synced |= expected.Producer == _spool.Identity.Producer && !expected.InMemory;
        }
    }

    private void Kill()
    {
        foreach (var expected in _attempts.Values.Where(a => a.Producer == _spool.Identity.Producer))
        {
            expected.MayBeLost |= expected.InMemory;
        }

        _files.Kill();
        Restart();
    }

    private void CutPower(int seed)
    {
        _powerWasCut = true;
        foreach (var expected in _attempts.Values.Concat(_intents.Values))
        {
            expected.MayBeLost |= !expected.Synced;
        }

        _files.CutPower(new Random(seed));
        Restart();
        // Whatever the cut left is all there is now: the platter has it.
    }

    private void Flip(int argument)
    {
        var segments = _files.AllFiles.Where(f => f.EndsWith(".segment", StringComparison.Ordinal)).ToList();
        if (segments.Count == 0)
        {
            return;
        }

        var path = segments[argument % segments.Count];
        var bytes = _files.Content(path);
        if (bytes.IsEmpty)
        {
            return;
        }

        _flips++;
        _files.Flip(path, argument * 7919 % (bytes.Length * 8));
    }

    private void Close()
    {
        foreach (var (_, batch) in _lent)
        {
            batch.Return();
        }

        _lent.Clear();
        _spool.Close();
        Restart();
    }

    private void Restart()
    {
        foreach (var (_, id) in _open)
        {
            _intents[id].Crashed = true;
        }

        _open.Clear();
        _lent.Clear();
        _deliveredByThisProcess.Clear();
        _files.TearNextWrite = null;
        _sequence = 0;
        _spool.Start();
    }

    private void DrainAll()
    {
        while (_lent.Count > 0)
        {
            Complete(0);
        }

        while (_spool.Sources.Take(100, 100_000) is { } taken)
        {
            _lent.Add((taken.Source.ServiceName, taken.Batch));
            Complete(0);
        }

        Maintain();
    }

    /// <summary>Nothing in memory: whatever was there is on disk, sent, or dropped and said.</summary>
    private void Settle()
    {
        NoteNumbersAtRisk();
        if (_spool.Log.InMemory == 0)
        {
            foreach (var expected in _attempts.Values)
            {
                expected.InMemory = false;
            }
        }
    }

    /// <summary>Makes the disk whole, lets one more process send everything, and compares.</summary>
    private void Finish()
    {
        _files.IsFull = false;
        _files.IsBroken = false;
        _files.TearNextWrite = null;
        Kill();
        DrainAll();
        _spool.Recovered.Adopt();
        DrainAll();

        var dropped = Dropped();
        var missing = _attempts
            .Where(a => a.Value is { IsDelivered: false, MayBeLost: false } && !dropped.Exists(d => d.Has(a.Value)))
            .Select(a => a.Key)
            .ToList();
        Must(missing.Count <= _flips, $"{string.Join(',', missing)} are neither delivered nor accounted for");
        // Damaged neighbours are set aside as one stretch.
        Must(missing is [] || _spool.Meters["attempts.quarantined"] > 0, "damage that is not set aside");
        // At a bound an intent may go with its segment: it is no attempt yet.
        var silent = _intents
            .Where(i => i.Value is { Crashed: true, IsDelivered: false, MayBeLost: false })
            .Where(i => !dropped.Exists(d => d.Producer == i.Value.Producer))
            .Select(i => i.Key)
            .ToList();
        Must(silent.Count <= _flips, $"{string.Join(',', silent)} crashed and nobody says so");
        CheckLedger(dropped);
        _spool.Close();
        Must(
            !_files.AllDirectories.Any(d =>
                d.Length > SpoolHarness.Root.Length && !d.EndsWith("quarantine", StringComparison.Ordinal)
            ),
            "a spool is left although everything is sent"
        );
    }

    // Numbers of attempts that go from memory while nothing at all can be written are known to nobody after a kill.
    private void NoteNumbersAtRisk()
    {
        if (_files.IsBroken && _spool.Log.InMemory > 0)
        {
            _numbersAtRisk.Add(_spool.Identity.Producer);
        }
    }

    private void CheckLedger(List<DroppedRun> dropped)
    {
        if (_flips > 0 || _powerWasCut)
        {
            return;
        }

        var twice = _attempts
            .Concat(_intents)
            .SelectMany(e => e.Value.Received)
            .Select(r => (r.Producer, r.Sequence, r.Id))
            .Distinct()
            .GroupBy(r => (r.Producer, r.Sequence))
            .Where(g => g.Count() > 1 && !_numbersAtRisk.Contains(g.Key.Producer))
            .Select(g => string.Join(" and ", g.Select(r => r.Id)))
            .ToList();
        Must(twice is [], $"one number for {string.Join(", ", twice)}");
        var received = _attempts.Values.Concat(_intents.Values).SelectMany(e => e.Received).ToList();
        foreach (var producer in received.GroupBy(r => r.Producer))
        {
            var numbers = producer.Select(r => r.Sequence).ToHashSet();
            var lost = _attempts.Values.Count(a => a.Producer == producer.Key && a.MayBeLost && !a.IsDelivered);
            var gaps = Enumerable
                .Range(1, (int)numbers.Max())
                .Where(n => !numbers.Contains(n) && !dropped.Exists(d => d.Producer == producer.Key && d.Has(n)))
                .ToList();
            Must(gaps.Count <= lost, $"producer {producer.Key} has gaps at {string.Join(',', gaps)}");
        }
    }

    private List<DroppedRun> Dropped() =>
        [
            .. _spool
                .Entries.Entries.Concat(_spool.RecoveredEntries.Entries)
                .Where(e => e.Id == 200)
                .Select(e => DropText().Match(e.Text))
                .Select(m => new DroppedRun(
                    m.Groups["producer"].Value,
                    long.Parse(m.Groups["first"].Value),
                    long.Parse(m.Groups["last"].Value)
                )),
        ];

    private static void Must(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    [GeneratedRegex(
        "^[0-9]+ attempts of producer (?<producer>[0-9a-f]+), sequence (?<first>[0-9]+) to (?<last>[0-9]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DropText();

    private sealed record DroppedRun(string Producer, long First, long Last)
    {
        public bool Has(Expected attempt) => attempt.Producer == Producer && Has(attempt.Sequence);

        public bool Has(long sequence) => sequence >= First && sequence <= Last;
    }

    /// <summary>What is known of an attempt or an intent.</summary>
    private sealed class Expected(string producer, int size, long sequence)
    {
        public long Sequence { get; } = sequence;
        public string Producer { get; } = producer;
        public int Size { get; } = size;
        public bool InMemory { get; set; }
        public bool Synced { get; set; }
        public bool MayBeLost { get; set; }
        public bool MayCrash { get; set; }
        public bool Crashed { get; set; }
        public List<Delivered> Received { get; } = [];
        public bool IsDelivered => Received.Count > 0;

        public void Receive(Delivered got)
        {
            Must(
                Received.TrueForAll(r => r.Sequence == got.Sequence && r.Producer == got.Producer) || MayCrash,
                $"{got.Id} came under another number"
            );
            Received.Add(got);
        }
    }
}
