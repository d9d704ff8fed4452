namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>A function that fails on its arguments; SQLite fails the query with the same message.</summary>
internal sealed class FunctionException(string message, Exception? inner = null) : Exception(message, inner);
