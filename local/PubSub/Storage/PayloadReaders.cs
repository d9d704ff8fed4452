using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.PubSub.Queues;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>Reads payloads beside the writer; as many connections as there were readers at once.</summary>
internal sealed class PayloadReaders(Database database) : IDisposable
{
    private readonly ConcurrentBag<(SqliteConnection Connection, PayloadReader Reader)> _idle = [];

    /// <summary>The payload of a delivery, from memory or from disk; null when it was acknowledged meanwhile.</summary>
    public MessagePayload? Read(Delivery delivery)
    {
        if (delivery.Message.Payload is { } cached)
        {
            return cached;
        }
        if (!_idle.TryTake(out var pair))
        {
            var connection = database.OpenReader();
            pair = (connection, new PayloadReader(connection));
        }
        var payload = pair.Reader.Read(delivery.Id);
        _idle.Add(pair);
        return payload;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var pair))
        {
            pair.Reader.Dispose();
            pair.Connection.Dispose();
        }
    }
}
