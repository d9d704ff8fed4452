using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>Functions of numbers, and casts.</summary>
internal static class NumberFunctions
{
    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction(
            "SAFE_DIVIDE",
            (double? a, double? b) => a is null || b is null or 0 ? null : a / b,
            isDeterministic: true
        );
        connection.Strict("bq_divisor", arguments => Divisor(arguments[0]));
        connection.Strict("DIV", arguments => Values.Whole(arguments[0]) / (long)Divisor(Values.Whole(arguments[1])));
        // With their exact number of arguments, because SQLite prefers its own functions of that number to others of any.
        connection.Strict2("MOD", Mod);
        connection.Strict1("LOG", x => Math.Log(Positive(x)));
        connection.Strict2("LOG", (x, y) => Math.Log(Positive(x), Positive(y)));
        connection.Strict("bq_cast", arguments => Casts.Cast(arguments[0], (string)arguments[1], (string)arguments[2]));
        connection.Strict(
            "bq_safe_cast",
            arguments => Casts.SafeCast(arguments[0], (string)arguments[1], (string)arguments[2])
        );
    }

    private static object Divisor(object value) =>
        Values.Number(value) is 0 ? throw new DivideByZeroException("division by zero") : value;

    private static object Mod(object a, object b) =>
        a is long x && b is long y ? (object)(x % (long)Divisor(y)) : Values.Number(a) % Values.Number(Divisor(b));

    /// <summary>GoogleSQL's LOG is natural, or of X to base Y; SQLite's is decimal, or to base X of Y.</summary>
    private static double Positive(object value) =>
        Values.Number(value) is > 0 and var number
            ? number
            : throw new FunctionException("Floating point error in function: LOG");
}
