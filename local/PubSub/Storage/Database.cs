using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>
/// The SQLite file. It is in WAL mode with synchronous=NORMAL: a commit is in the operating system's hands, so it
/// survives the death of the process; a power cut may cost the last commits.
/// </summary>
internal sealed class Database : IDisposable
{
    private const string FileName = "pubsub.db";
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE topic (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, resource TEXT NOT NULL);
        CREATE TABLE subscription (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, resource TEXT NOT NULL);
        -- One row for each message each subscription owes: an acknowledgement is the deletion of one row. The small
        -- columns come first, so that reading them back at start skips the pages of the large ones.
        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY,
            subscription_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            publish_time INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            size INTEGER NOT NULL,
            ordering_key TEXT,
            attributes BLOB NOT NULL,
            data BLOB NOT NULL
        );
        CREATE TABLE run (number INTEGER NOT NULL);
        INSERT INTO run VALUES (0);
        """;

    private readonly string _file;
    private readonly FileStream _claim;

    private Database(string file, FileStream claim)
    {
        _file = file;
        _claim = claim;
        Writer = Connect(SqliteOpenMode.ReadWriteCreate);
    }

    /// <summary>The one connection that writes; the write loop's alone once that runs.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="IOException">
    /// The directory cannot be written, another stand-in uses it, or the file is not ours; says which.
    /// </exception>
    public static Database Open(string directory)
    {
        var path = Path.Combine(directory, FileName);
        FileStream? exclusive = null;
        Database? database = null;
        try
        {
            Directory.CreateDirectory(directory);
            exclusive = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            database = new Database(path, exclusive);
            database.Prepare();
            return database;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            database?.Dispose();
            exclusive?.Dispose();
            throw new IOException(
                $"The Pub/Sub stand-in cannot use the data directory '{directory}': {error.Message}",
                error
            );
        }
    }

    /// <summary>Another connection that sees what is committed.</summary>
    public SqliteConnection OpenReader() => Connect(SqliteOpenMode.ReadOnly);

    /// <summary>Another connection for checkpoints, which write to the file but not to the log.</summary>
    public SqliteConnection OpenCheckpointer() => Connect(SqliteOpenMode.ReadWrite);

    public void Dispose()
    {
        Writer.Dispose();
        _claim.Dispose();
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = _file,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    private void Prepare()
    {
        Writer.Execute("PRAGMA journal_mode = WAL");
        Writer.Execute("PRAGMA synchronous = NORMAL");
        Writer.Execute("PRAGMA cache_size = -16384");
        // The checkpointer keeps up; should it not, the writer checkpoints by itself at 64 MiB of log.
        Writer.Execute("PRAGMA wal_autocheckpoint = 16384");
        var version = Writer.Scalar("PRAGMA user_version");
        if (version == 0)
        {
            Writer.Execute($"BEGIN IMMEDIATE; {Schema} PRAGMA user_version = {SchemaVersion}; COMMIT");
        }
        else if (version != SchemaVersion)
        {
            throw new IOException($"{FileName} has schema {version}, this version knows {SchemaVersion}");
        }
    }
}
