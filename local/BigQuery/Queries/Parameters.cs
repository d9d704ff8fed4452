using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rest;
using NextCode.Attempts.Local.BigQuery.Rows;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Sql;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>Binds named and positional scalar query parameters.</summary>
internal static class Parameters
{
    public static void Bind(SqliteCommand command, IReadOnlyList<Token> tokens, IReadOnlyList<QueryParameter> given)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < given.Count; i++)
        {
            var name = string.IsNullOrEmpty(given[i].Name)
                ? string.Create(CultureInfo.InvariantCulture, $"?{i + 1}")
                : "@" + given[i].Name!.ToLowerInvariant();
            values[name] = Value(name, given[i]);
        }

        var position = 0;
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.Parameter)
            {
                continue;
            }

            var name =
                token.Text == "?"
                    ? string.Create(CultureInfo.InvariantCulture, $"?{++position}")
                    : token.Text.ToLowerInvariant();
            if (!values.TryGetValue(name, out var value))
            {
                throw ApiException.InvalidQuery($"Query parameter '{name.TrimStart('@')}' not found {token.At}");
            }

            if (!command.Parameters.Contains(name))
            {
                command.Parameters.AddWithValue(name, value);
            }
        }
    }

    private static object Value(string name, QueryParameter parameter)
    {
        var typeName = parameter.ParameterType?.Type;
        if (!FieldTypes.TryParse(typeName, out var type) || type == FieldType.Record)
        {
            throw ApiException.NotSupported($"query parameter {name} of type {typeName ?? "unknown"}");
        }

        if (parameter.ParameterValue?.Value is not { } text)
        {
            return DBNull.Value;
        }

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(text, BigQueryJson.Default.String));
        if (!ScalarEncoder.TryEncode(type, json.RootElement, out var value, out var error))
        {
            throw ApiException.Invalid($"Invalid value for query parameter {name}: {error}");
        }

        return type is FieldType.Numeric or FieldType.BigNumeric
            ? double.Parse((string)value!, CultureInfo.InvariantCulture)
            : value!;
    }
}
