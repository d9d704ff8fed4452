using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>The rows of <c>topic</c> or <c>subscription</c>: an id, a name, and the resource as JSON.</summary>
internal sealed class ResourceTable<T>(SqliteConnection writer, string table, JsonTypeInfo<T> json)
{
    public void Insert(long id, string name, T resource) =>
        Run(
            $"INSERT INTO {table} VALUES ($id, $name, $resource)",
            ("$id", id),
            ("$name", name),
            ("$resource", Write(resource))
        );

    public void Update(long id, T resource) =>
        Run($"UPDATE {table} SET resource = $resource WHERE id = $id", ("$id", id), ("$resource", Write(resource)));

    public void Delete(long id) => Run($"DELETE FROM {table} WHERE id = $id", ("$id", id));

    public IReadOnlyList<(long Id, T Resource)> ReadAll()
    {
        using var select = writer.CreateCommand();
        select.CommandText = $"SELECT id, resource FROM {table}";
        using var rows = select.ExecuteReader();
        var resources = new List<(long, T)>();
        while (rows.Read())
        {
            resources.Add((rows.GetInt64(0), JsonSerializer.Deserialize(rows.GetString(1), json)!));
        }
        return resources;
    }

    private string Write(T resource) => JsonSerializer.Serialize(resource, json);

    private void Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = writer.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        command.ExecuteNonQuery();
    }
}
