using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>GoogleSQL functions that SQLite lacks or means differently, registered on a connection.</summary>
internal static class FunctionLibrary
{
    /// <param name="connection">A reader.</param>
    /// <param name="now">The time of the query that runs, the same for all of it.</param>
    public static void Register(SqliteConnection connection, Func<DateTime> now)
    {
        connection.CreateFunction("bq_current_timestamp", () => Schema.TimestampText.From(now()));
        connection.CreateFunction(
            "bq_current_date",
            () => now().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        );
        TextFunctions.Register(connection);
        NumberFunctions.Register(connection);
        TimeFunctions.Register(connection);
    }

    /// <summary>A function of any number of arguments that gives NULL as soon as one is NULL.</summary>
    internal static void Strict(this SqliteConnection connection, string name, Func<object[], object?> function) =>
        connection.CreateFunction(
            name,
            (object?[] arguments) =>
                Array.Exists(arguments, argument => argument is null) ? null : function(arguments!),
            isDeterministic: true
        );

    /// <summary>A function of one value; NULL gives NULL.</summary>
    internal static void Strict1(this SqliteConnection connection, string name, Func<object, object?> function) =>
        connection.CreateFunction(name, (object? a) => a is null ? null : function(a), isDeterministic: true);

    /// <summary>A function of two values; NULL gives NULL.</summary>
    internal static void Strict2(
        this SqliteConnection connection,
        string name,
        Func<object, object, object?> function
    ) =>
        connection.CreateFunction(
            name,
            (object? a, object? b) => a is null || b is null ? null : function(a, b),
            isDeterministic: true
        );

    /// <summary>A function of text; NULL gives NULL.</summary>
    internal static void StrictText(this SqliteConnection connection, string name, Func<string, object?> function) =>
        connection.CreateFunction(name, (string? text) => text is null ? null : function(text), isDeterministic: true);

    /// <summary>A function of two texts; NULL gives NULL.</summary>
    internal static void StrictText(
        this SqliteConnection connection,
        string name,
        Func<string, string, object?> function
    ) =>
        connection.CreateFunction(
            name,
            (string? a, string? b) => a is null || b is null ? null : function(a, b),
            isDeterministic: true
        );
}
