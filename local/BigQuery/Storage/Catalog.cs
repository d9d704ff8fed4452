using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rest;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>
/// What datasets and tables there are. Held in memory for reading; a change is written inside the caller's transaction and
/// published once that has committed.
/// </summary>
internal sealed class Catalog
{
    private volatile Snapshot _current = Snapshot.Empty;

    public Snapshot Current => _current;

    public static void Create(SqliteConnection connection)
    {
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS _datasets (project TEXT, dataset TEXT, resource TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, PRIMARY KEY (project, dataset)) WITHOUT ROWID"
        );
        connection.Execute(
            "CREATE TABLE IF NOT EXISTS _tables (project TEXT, dataset TEXT, name TEXT, resource TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, PRIMARY KEY (project, dataset, name)) WITHOUT ROWID"
        );
    }

    public void Load(SqliteConnection connection)
    {
        var datasets = ImmutableSortedDictionary.CreateBuilder<DatasetName, DatasetEntry>(NameOrder.Datasets);
        using (var command = connection.Command("SELECT project, dataset, resource, created, modified FROM _datasets"))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                var name = new DatasetName(rows.GetString(0), rows.GetString(1));
                var resource = JsonSerializer.Deserialize(rows.GetString(2), BigQueryJson.Default.DatasetResource)!;
                datasets.Add(name, new DatasetEntry(name, resource, rows.GetInt64(3), rows.GetInt64(4)));
            }
        }

        var tables = ImmutableSortedDictionary.CreateBuilder<TableName, TableEntry>(NameOrder.Tables);
        using (
            var command = connection.Command("SELECT project, dataset, name, resource, created, modified FROM _tables")
        )
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                var name = new TableName(rows.GetString(0), rows.GetString(1), rows.GetString(2));
                var resource = JsonSerializer.Deserialize(rows.GetString(3), BigQueryJson.Default.TableResource)!;
                var columns = SchemaReader.Read(resource.Schema?.Fields ?? []);
                tables.Add(name, new TableEntry(name, resource, columns, rows.GetInt64(4), rows.GetInt64(5)));
            }
        }

        _current = new Snapshot(datasets.ToImmutable(), tables.ToImmutable());
    }

    public static void Save(SqliteConnection connection, DatasetEntry entry) =>
        connection.Execute(
            "INSERT OR REPLACE INTO _datasets VALUES (?1, ?2, ?3, ?4, ?5)",
            entry.Name.Project,
            entry.Name.Dataset,
            JsonSerializer.Serialize(entry.Resource, BigQueryJson.Default.DatasetResource),
            entry.Created,
            entry.Modified
        );

    public static void Save(SqliteConnection connection, TableEntry entry) =>
        connection.Execute(
            "INSERT OR REPLACE INTO _tables VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            entry.Name.Project,
            entry.Name.Dataset,
            entry.Name.Table,
            JsonSerializer.Serialize(entry.Resource, BigQueryJson.Default.TableResource),
            entry.Created,
            entry.Modified
        );

    public static void Remove(SqliteConnection connection, DatasetName name) =>
        connection.Execute("DELETE FROM _datasets WHERE project = ?1 AND dataset = ?2", name.Project, name.Dataset);

    public static void Remove(SqliteConnection connection, TableName name) =>
        connection.Execute(
            "DELETE FROM _tables WHERE project = ?1 AND dataset = ?2 AND name = ?3",
            name.Project,
            name.Dataset,
            name.Table
        );

    /// <summary>Makes a committed change visible. Called by the one writer.</summary>
    public void Publish(Func<Snapshot, Snapshot> change) => _current = change(_current);
}
