using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.PubSub.Queues;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>Reads one payload at a time over a connection that its owner disposes.</summary>
internal sealed class PayloadReader(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _select = connection.Prepare(
        "SELECT data, attributes, ordering_key FROM delivery WHERE id = $id",
        ("$id", SqliteType.Integer)
    );

    /// <summary>The payload of a delivery; null when there is no such row.</summary>
    public MessagePayload? Read(long id)
    {
        _select.Parameters[0].Value = id;
        using var row = _select.ExecuteReader();
        return row.Read()
            ? new MessagePayload(
                row.GetFieldValue<byte[]>(0),
                row.GetFieldValue<byte[]>(1),
                row.IsDBNull(2) ? null : row.GetString(2)
            )
            : null;
    }

    public void Dispose() => _select.Dispose();
}
