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
        connection.Strict("MOD", arguments => Mod(arguments[0], arguments[1]));
        connection.Strict("LOG", Log);
        connection.Strict("bq_cast", arguments => Casts.Cast(arguments[0], (string)arguments[1], (string)arguments[2]));
        connection.Strict(
            "bq_safe_cast",
            arguments => Casts.SafeCast(arguments[0], (string)arguments[1], (string)arguments[2])
        );
    }

    private static object Divisor(object value) =>
        Values.Number(value) is 0 ? throw new DivideByZeroException("division by zero") : value;

    private static object Mod(object a, object b) =>
        a is long x && b is long y ? x % (long)Divisor(y) : Values.Number(a) % Values.Number(Divisor(b));

    /// <summary>GoogleSQL: natural, or of X to base Y. SQLite: decimal, or to base X of Y.</summary>
    private static object Log(object[] arguments)
    {
        var x = Values.Number(arguments[0]);
        if (x <= 0)
        {
            throw new FunctionException("Floating point error in function: LOG");
        }

        return arguments.Length == 1 ? Math.Log(x) : Math.Log(x, Values.Number(arguments[1]));
    }
}
