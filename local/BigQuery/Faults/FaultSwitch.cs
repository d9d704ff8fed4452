namespace NextCode.Attempts.Local.BigQuery.Faults;

/// <summary>Says of each insertAll call which fault it meets, if any.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _met = new(StringComparer.Ordinal);
    private FaultPlan _plan = FaultPlan.None;
    private Random _random = new(0);
    private long _calls;

    public FaultPlan Plan
    {
        set
        {
            lock (_lock)
            {
                _plan = value;
                _random = new Random(value.Seed);
            }
        }
    }

    public FaultReport Report
    {
        get
        {
            lock (_lock)
            {
                return new FaultReport(_plan, _calls, new Dictionary<string, long>(_met, StringComparer.Ordinal));
            }
        }
    }

    public Fault? Pick(int rows)
    {
        lock (_lock)
        {
            _calls++;
            if (_plan.Faults.Count == 0)
            {
                return null;
            }

            var chance = _random.NextDouble();
            foreach (var fault in _plan.Faults)
            {
                chance -= fault.Probability;
                if (chance < 0)
                {
                    return rows >= fault.MinRows ? Met(fault) : null;
                }
            }

            return null;
        }
    }

    private Fault Met(Fault fault)
    {
        var name = $"{fault.Kind}";
        _met[name] = _met.GetValueOrDefault(name) + 1;
        return fault;
    }
}
