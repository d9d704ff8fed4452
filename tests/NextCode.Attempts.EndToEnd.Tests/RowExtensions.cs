using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Reads a row's columns.</summary>
internal static class RowExtensions
{
    /// <summary>A column's text; null where the column is null.</summary>
    public static string? Text(this JsonObject row, string column) => row[column]?.GetValue<string>();

    /// <summary>Action, status and error code, as in <c>signup error EMAIL_TAKEN</c>.</summary>
    public static string Outcome(this JsonObject row) =>
        $"{row.Text("action")} {row.Text("status")} {row.Text("error_code")}".TrimEnd();
}
