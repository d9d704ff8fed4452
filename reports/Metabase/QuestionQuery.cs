using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>
/// A question's SQL and its variables. Raw variables, no field filters, which on BigQuery break often and need ids of fields.
/// </summary>
internal static class QuestionQuery
{
    /// <summary>The variables a question has, in order: the period, then what its report's parameters leave open.</summary>
    public static IReadOnlyList<(string Name, string Type, string Default)> Variables(QuestionSpec question) =>
        question.Alert is not null
            ? []
            :
            [
                (question.Period.Variable, "number", $"{question.Period.Count}"),
                .. question
                    .Report.Parameters.Where(parameter => !question.Set.ContainsKey(parameter.Name))
                    .Select(parameter =>
                        (parameter.Name, parameter.Type == "STRING" ? "text" : "number", parameter.Default)
                    ),
            ];

    /// <summary>The dataset_query of a card.</summary>
    public static JsonObject Build(QuestionSpec question, MetabaseOptions options, long database)
    {
        var stage = new JsonObject { ["lib/type"] = "mbql.stage/native", ["native"] = Sql(question, options) };
        var variables = Variables(question);
        if (variables.Count > 0)
        {
            stage["template-tags"] = new JsonObject(
                variables.Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)Tag(question, variable)))
            );
        }

        return new JsonObject
        {
            ["lib/type"] = "mbql/query",
            ["database"] = database,
            ["stages"] = new JsonArray(stage),
        };
    }

    /// <summary>The report's text with Metabase's variables in it.</summary>
    internal static string Sql(QuestionSpec question, MetabaseOptions options)
    {
        var variables = Variables(question).ToDictionary(variable => variable.Name, StringComparer.Ordinal);
        var count = variables.ContainsKey(question.Period.Variable)
            ? $"{{{{{question.Period.Variable}}}}}"
            : $"{question.Period.Count}";
        var sql = ReportSql.Fill(
            question.Report.Sql,
            name =>
                name switch
                {
                    "from" => options.Dialect.Ago(count, question.Period.Unit),
                    "to" => options.Dialect.Now(),
                    "to_ms" => options.Dialect.NowMilliseconds(),
                    _ when variables.TryGetValue(name, out var variable) => Placeholder(variable),
                    _ => ReportDialects.Literal(Parameter(question, name).Type, question.Set[name]),
                }
        );
        return ReportSql.Qualify(sql, options.Project, options.Dataset);
    }

    /// <summary>A text that is not set must be empty, and Metabase has no empty default: then its brackets fall away.</summary>
    private static string Placeholder((string Name, string Type, string Default) variable) =>
        variable.Type == "text" ? $"([[{{{{{variable.Name}}}}} || ]]'')" : $"{{{{{variable.Name}}}}}";

    private static ReportParameter Parameter(QuestionSpec question, string name) =>
        question.Report.Parameters.Single(parameter => parameter.Name == name);

    private static JsonObject Tag(QuestionSpec question, (string Name, string Type, string Default) variable)
    {
        var tag = new JsonObject
        {
            ["id"] = Identity.Uuid($"{question.Slug} {variable.Name}"),
            ["name"] = variable.Name,
            ["display-name"] = DisplayName(variable.Name),
            ["type"] = variable.Type,
        };
        if (variable.Default.Length > 0)
        {
            tag["default"] = variable.Default;
            tag["required"] = true;
        }

        return tag;
    }

    /// <summary><c>min_errors</c> → <c>Min errors</c>.</summary>
    public static string DisplayName(string name) =>
        string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1)).Replace('_', ' ');
}
