using System.Runtime.InteropServices;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>The values found for columns: stretches of one buffer, redacted UTF-8.</summary>
internal sealed class ColumnValues(PooledBuffer text)
{
    private readonly Entry[] _entries = new Entry[Columns.All.Count];
    private readonly bool?[] _reserved = new bool?[Columns.All.Count];
    private bool _any;

    public bool IsSet(Column column) => _entries[column.Index].Length > 0;

    public ReadOnlySpan<byte> this[Column column]
    {
        get
        {
            var entry = _entries[column.Index];
            return text.Slice(entry.Start, entry.Length);
        }
    }

    /// <summary>Whether a field at the document's top is known to come; null where nobody has looked.</summary>
    public bool? IsReserved(Column column) => _reserved[column.Index];

    public void Reserve(Column column, bool reserved)
    {
        _reserved[column.Index] = reserved;
        _any = true;
    }

    public void Set(Column column, int start)
    {
        _entries[column.Index] = new Entry(start, text.Length - start);
        _any = true;
    }

    public void Clear()
    {
        if (_any)
        {
            Array.Clear(_entries);
            Array.Clear(_reserved);
            _any = false;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Start, int Length);
}
