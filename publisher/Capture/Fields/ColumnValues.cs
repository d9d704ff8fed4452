using System.Runtime.InteropServices;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>The values found for columns: stretches of one buffer, redacted UTF-8.</summary>
internal sealed class ColumnValues(PooledBuffer text)
{
    private readonly Entry[] _entries = new Entry[Columns.All.Count];
    private bool _any;

    public bool IsSet(Column column) => _entries[column.Index].Length > 0;

    /// <summary>How deep the field was that filled the column; the shallowest is the request's own.</summary>
    public int Depth(Column column) => _entries[column.Index].Depth;

    public ReadOnlySpan<byte> this[Column column]
    {
        get
        {
            var entry = _entries[column.Index];
            return text.Slice(entry.Start, entry.Length);
        }
    }

    public void Set(Column column, int depth, int start)
    {
        _entries[column.Index] = new Entry(start, text.Length - start, depth);
        _any = true;
    }

    public void Clear()
    {
        if (_any)
        {
            Array.Clear(_entries);
            _any = false;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Start, int Length, int Depth);
}
