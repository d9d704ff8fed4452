using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.PubSub.Queues;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>The rows of <c>delivery</c>, through the writing connection.</summary>
internal sealed class DeliveryTable : IDisposable
{
    private readonly SqliteConnection _writer;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _setFailures;
    private readonly PayloadReader _reader;

    public DeliveryTable(SqliteConnection writer)
    {
        _writer = writer;
        _insert = writer.Prepare(
            "INSERT INTO delivery VALUES ($id, $subscription, $message, $time, 0, $size, $key, $attributes, $data)",
            ("$id", SqliteType.Integer),
            ("$subscription", SqliteType.Integer),
            ("$message", SqliteType.Integer),
            ("$time", SqliteType.Integer),
            ("$size", SqliteType.Integer),
            ("$key", SqliteType.Text),
            ("$attributes", SqliteType.Blob),
            ("$data", SqliteType.Blob)
        );
        _delete = writer.Prepare("DELETE FROM delivery WHERE id = $id", ("$id", SqliteType.Integer));
        _setFailures = writer.Prepare(
            "UPDATE delivery SET failures = $failures WHERE id = $id",
            ("$failures", SqliteType.Integer),
            ("$id", SqliteType.Integer)
        );
        _reader = new PayloadReader(writer);
    }

    public void Insert(long subscription, Delivery delivery, MessagePayload payload)
    {
        var parameters = _insert.Parameters;
        parameters[0].Value = delivery.Id;
        parameters[1].Value = subscription;
        parameters[2].Value = delivery.Message.Id;
        parameters[3].Value = delivery.Message.PublishTime;
        parameters[4].Value = delivery.Message.Size;
        parameters[5].Value = payload.OrderingKey is null ? DBNull.Value : payload.OrderingKey;
        parameters[6].Value = payload.Attributes;
        parameters[7].Value = payload.Data;
        _insert.ExecuteNonQuery();
    }

    public void Delete(long id)
    {
        _delete.Parameters[0].Value = id;
        _delete.ExecuteNonQuery();
    }

    /// <summary>The payload, also of a row that is not committed yet.</summary>
    public MessagePayload? ReadPayload(Delivery delivery) => delivery.Message.Payload ?? _reader.Read(delivery.Id);

    public void SetFailures(long id, int failures)
    {
        _setFailures.Parameters[0].Value = failures;
        _setFailures.Parameters[1].Value = id;
        _setFailures.ExecuteNonQuery();
    }

    public void DeleteOf(long subscription) =>
        _writer.Execute($"DELETE FROM delivery WHERE subscription_id = {subscription}");

    /// <summary>Every row without its payload, oldest first.</summary>
    public IEnumerable<(long Subscription, Delivery Delivery)> ReadAll()
    {
        using var select = _writer.CreateCommand();
        select.CommandText = """
            SELECT id, subscription_id, message_id, publish_time, failures, size FROM delivery ORDER BY id
            """;
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var message = new StoredMessage(rows.GetInt64(2), rows.GetInt64(3), rows.GetInt32(5));
            yield return (rows.GetInt64(1), new Delivery(rows.GetInt64(0), message, rows.GetInt32(4)));
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
        _setFailures.Dispose();
        _reader.Dispose();
    }
}
