using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.PubSub.Storage;

internal static class SqliteExtensions
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A statement that is compiled once, with one parameter for each name.</summary>
    public static SqliteCommand Prepare(
        this SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, SqliteType Type)> parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
        {
            command.Parameters.Add(name, type);
        }
        command.Prepare();
        return command;
    }
}
