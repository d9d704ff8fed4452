using System.Text;
using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>One column, or one field of a RECORD.</summary>
internal sealed class TableColumn(int index, string name, ColumnType type, bool isRepeated, ColumnSet? fields)
{
    /// <summary>The place among its siblings, from 0.</summary>
    public int Index { get; } = index;

    public string Name { get; } = name;

    public ReadOnlyMemory<byte> Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(name);

    public ColumnType Type { get; } = type;

    public bool IsRepeated { get; } = isRepeated;

    /// <summary>The fields of a RECORD, else empty.</summary>
    public ColumnSet Fields { get; } = fields ?? ColumnSet.Empty;

    /// <summary>The same column at another place, without the fields of these paths.</summary>
    public TableColumn Without(IReadOnlySet<string> paths, string parent, int place) =>
        new(place, Name, Type, IsRepeated, Fields.Without(paths, $"{parent}{Name}."));

    /// <summary>The same column at another place.</summary>
    public TableColumn At(int place) => new(place, Name, Type, IsRepeated, Fields);
}
