using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rows;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>Every change to datasets, tables and rows. Each is one transaction, visible in the catalog once committed.</summary>
internal sealed class Store : IDisposable
{
    private readonly Database _database;
    private readonly Catalog _catalog = new();
    private readonly TimeProvider _time;

    // Touched only by the writer.
    private readonly Dictionary<TableName, RowWriter> _writers = [];

    private Store(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    public Snapshot Current => _catalog.Current;

    public string DatabasePath => _database.Path;

    /// <exception cref="IOException">The folder cannot be written, or another stand-in uses it.</exception>
    public static Store Open(string directory, TimeProvider time)
    {
        var store = new Store(Database.Open(directory), time);
        store._database.Prepare(connection =>
        {
            Catalog.Create(connection);
            store._catalog.Load(connection);
        });
        return store;
    }

    public long NowMilliseconds() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task CreateAsync(DatasetEntry dataset, CancellationToken cancellation) =>
        ChangeAsync(
            connection =>
            {
                if (Current.Datasets.ContainsKey(dataset.Name))
                {
                    throw ApiException.Duplicate($"Dataset {dataset.Name}");
                }

                Catalog.Save(connection, dataset);
                return snapshot => snapshot.With(dataset);
            },
            cancellation
        );

    public Task UpdateAsync(DatasetEntry dataset, CancellationToken cancellation) =>
        ChangeAsync(
            connection =>
            {
                Current.Dataset(dataset.Name);
                Catalog.Save(connection, dataset);
                return snapshot => snapshot.With(dataset);
            },
            cancellation
        );

    public Task DeleteAsync(DatasetName name, bool deleteContents, CancellationToken cancellation) =>
        ChangeAsync(
            connection =>
            {
                Current.Dataset(name);
                var tables = Current.TablesOf(name).ToList();
                if (tables.Count > 0 && !deleteContents)
                {
                    throw new ApiException(400, "resourceInUse", $"Dataset {name} is still in use");
                }

                foreach (var table in tables)
                {
                    Drop(connection, table);
                }

                Catalog.Remove(connection, name);
                return snapshot => snapshot.Without(name);
            },
            cancellation
        );

    /// <param name="table">The new table or view.</param>
    /// <param name="viewSql">For a view, its query as SQLite runs it.</param>
    /// <param name="cancellation">Ends the wait for the writer.</param>
    public Task CreateAsync(TableEntry table, string? viewSql, CancellationToken cancellation) =>
        ChangeAsync(
            connection =>
            {
                Current.Dataset(table.Name.InDataset);
                CheckNew(table.Name);
                Define(connection, table, viewSql);
                Catalog.Save(connection, table);
                return snapshot => snapshot.With(table);
            },
            cancellation
        );

    public Task UpdateAsync(
        TableEntry table,
        IReadOnlyList<Field> addedColumns,
        string? viewSql,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            connection =>
            {
                var before = Current.Table(table.Name);
                if (table.IsView)
                {
                    Drop(connection, before);
                    Define(connection, table, viewSql);
                }

                foreach (var column in addedColumns)
                {
                    connection.Execute(TableLayout.AddColumn(table, column));
                }

                Catalog.Save(connection, table);
                return snapshot => snapshot.With(table);
            },
            cancellation
        );

    public Task DeleteAsync(TableName name, CancellationToken cancellation) =>
        ChangeAsync(
            connection =>
            {
                Drop(connection, Current.Table(name));
                Catalog.Remove(connection, name);
                return snapshot => snapshot.Without(name);
            },
            cancellation
        );

    /// <summary>Adds rows that were encoded for this state of the table; a row whose insert id is known is left out.</summary>
    /// <returns>False, and nothing added, when the table has changed since: encode the rows again.</returns>
    public async Task<bool> InsertAsync(
        TableEntry table,
        IReadOnlyList<EncodedRow> rows,
        CancellationToken cancellation
    )
    {
        var inserted = false;
        await _database.WriteAsync(
            connection =>
            {
                if (!ReferenceEquals(Current.Table(table.Name), table))
                {
                    return () => { };
                }

                var writer = WriterOf(connection, table);
                var fresh = new HashSet<string>(StringComparer.Ordinal);
                foreach (var row in rows)
                {
                    if (row.InsertId is null || (!writer.InsertIds.Contains(row.InsertId) && fresh.Add(row.InsertId)))
                    {
                        writer.Insert(row.Cells);
                    }
                }

                return () =>
                {
                    inserted = true;
                    foreach (var id in fresh)
                    {
                        writer.InsertIds.Add(id);
                    }
                };
            },
            cancellation
        );
        return inserted;
    }

    public void Dispose()
    {
        foreach (var writer in _writers.Values)
        {
            writer.Dispose();
        }

        _database.Dispose();
    }

    private Task ChangeAsync(Func<SqliteConnection, Func<Snapshot, Snapshot>> change, CancellationToken cancellation) =>
        _database.WriteAsync(
            connection =>
            {
                var publish = change(connection);
                return () => _catalog.Publish(publish);
            },
            cancellation
        );

    private RowWriter WriterOf(SqliteConnection connection, TableEntry table)
    {
        if (!_writers.TryGetValue(table.Name, out var writer) || !ReferenceEquals(writer.Table, table))
        {
            var insertIds = writer?.InsertIds ?? new InsertIdWindow(_time);
            writer?.Dispose();
            writer = new RowWriter(connection, table, insertIds);
            _writers[table.Name] = writer;
        }

        return writer;
    }

    private void CheckNew(TableName name)
    {
        if (Current.Tables.ContainsKey(name))
        {
            throw ApiException.Duplicate($"Table {name}");
        }

        var twin = Current
            .TablesOf(name.InDataset)
            .FirstOrDefault(table => string.Equals(table.Name.Table, name.Table, StringComparison.OrdinalIgnoreCase));
        if (twin is not null)
        {
            throw ApiException.Invalid(
                $"The stand-in cannot hold both {twin.Name} and {name}: they differ only by case."
            );
        }
    }

    private static void Define(SqliteConnection connection, TableEntry table, string? viewSql)
    {
        if (viewSql is not null)
        {
            connection.Execute($"CREATE VIEW {Sqlite.Quote(table.Name.Physical)} AS {viewSql}");
            return;
        }

        foreach (var statement in TableLayout.Create(table))
        {
            connection.Execute(statement);
        }
    }

    private void Drop(SqliteConnection connection, TableEntry table)
    {
        Forget(table.Name);
        connection.Execute($"DROP {(table.IsView ? "VIEW" : "TABLE")} {Sqlite.Quote(table.Name.Physical)}");
    }

    private void Forget(TableName name)
    {
        if (_writers.Remove(name, out var writer))
        {
            writer.Dispose();
        }
    }
}
