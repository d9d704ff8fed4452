using System.Collections;
using System.Collections.Frozen;

namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>Fields in order, found by name without regard to case as BigQuery does.</summary>
internal sealed class FieldList : IReadOnlyList<Field>
{
    public static readonly FieldList Empty = new([]);

    private readonly Field[] _fields;
    private readonly FrozenDictionary<string, int> _positions;

    public FieldList(IEnumerable<Field> fields)
    {
        _fields = [.. fields];
        _positions = _fields
            .Select((field, index) => KeyValuePair.Create(field.Name, index))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public int Count => _fields.Length;

    public Field this[int index] => _fields[index];

    /// <summary>Position of the named field, or -1.</summary>
    public int IndexOf(string name) => _positions.TryGetValue(name, out var index) ? index : -1;

    public Field? Find(string name) => _positions.TryGetValue(name, out var index) ? _fields[index] : null;

    public IEnumerator<Field> GetEnumerator() => ((IEnumerable<Field>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
