using System.Numerics;
using System.Runtime.CompilerServices;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Makes segments of ranges. Ranges may overlap, as the free data sets' do: the one that starts later is the more
/// specific and wins; where it ends, the one around it goes on.
/// </summary>
/// <param name="capacity">How many ranges there will be, about.</param>
internal sealed class AsnSegmentBuilder<T>(int capacity = 0)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly List<T> _starts = new(capacity);
    private readonly List<T> _ends = new(capacity);
    private readonly List<int> _networks = new(capacity);
    private bool _isSorted = true;

    /// <summary>How many ranges share addresses with another one.</summary>
    public int Overlaps { get; private set; }

    public int Count => _starts.Count;

    public void Add(T start, T end, int network)
    {
        if (_starts.Count > 0 && start < _starts[^1])
        {
            _isSorted = false;
        }

        _starts.Add(start);
        _ends.Add(end);
        _networks.Add(network);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AsnSegments<T> Build()
    {
        var order = new int[_starts.Count];
        for (var place = 0; place < order.Length; place++)
        {
            order[place] = place;
        }

        if (!_isSorted)
        {
            Array.Sort(order, Compare);
        }

        var segments = new Output(_starts.Count);
        var open = new Stack<int>();
        foreach (var range in order)
        {
            CloseBefore(_starts[range], open, segments);
            if (open.Count > 0)
            {
                Overlaps++;
            }

            segments.Begin(_starts[range], _networks[range]);
            open.Push(range);
        }

        CloseBefore(null, open, segments);
        return segments.ToSegments();
    }

    // Of two that start together, the longer one first: the shorter then lies within it.
    private int Compare(int one, int other)
    {
        var byStart = _starts[one].CompareTo(_starts[other]);
        return byStart != 0 ? byStart : _ends[other].CompareTo(_ends[one]);
    }

    // Ends the ranges that end before the next start (null: all), innermost first.
    private void CloseBefore(T? next, Stack<int> open, Output segments)
    {
        while (open.TryPeek(out var inner) && (next is not { } start || _ends[inner] < start))
        {
            open.Pop();
            var end = _ends[inner];
            while (open.TryPeek(out var around) && _ends[around] <= end)
            {
                open.Pop(); // It ended within the inner one.
            }

            if (end != T.MaxValue)
            {
                segments.Begin(end + T.One, open.TryPeek(out var outer) ? _networks[outer] : 0);
            }
        }
    }

    // Each range may be followed by a gap.
    private sealed class Output(int ranges)
    {
        private readonly List<T> _starts = new(ranges * 2);
        private readonly List<int> _networks = new(ranges * 2);

        public void Begin(T start, int network)
        {
            if (_starts.Count > 0 && _starts[^1] == start)
            {
                _starts.RemoveAt(_starts.Count - 1);
                _networks.RemoveAt(_networks.Count - 1);
            }

            if ((_networks.Count == 0 ? 0 : _networks[^1]) != network)
            {
                _starts.Add(start);
                _networks.Add(network);
            }
        }

        public AsnSegments<T> ToSegments() => new([.. _starts], [.. _networks]);
    }
}
