namespace NextCode.Attempts.Reports;

/// <summary>One question asked of the attempts, and the portable SQL that answers it.</summary>
/// <param name="Name">The file's name without <c>.sql</c>, e.g. <c>errors-per-hour</c>.</param>
/// <param name="Question">The question, one sentence.</param>
/// <param name="Definition">What exactly is counted.</param>
/// <param name="Parameters">What may be set, besides the period <c>@from</c>, <c>@to</c> and <c>@to_ms</c> that every report has.</param>
/// <param name="Columns">The columns of the answer, in order.</param>
/// <param name="Alert">When somebody is told; null when nobody is.</param>
/// <param name="Sql">The query, without the head comment.</param>
public sealed record Report(
    string Name,
    string Question,
    string Definition,
    IReadOnlyList<ReportParameter> Parameters,
    IReadOnlyList<ReportColumn> Columns,
    string? Alert,
    string Sql
);

/// <summary>What may be set when a report is run.</summary>
/// <param name="Name">As in the SQL, without the @.</param>
/// <param name="Type">STRING, INT64 or FLOAT64.</param>
/// <param name="Default">Its value where none is given.</param>
/// <param name="Meaning">What it does.</param>
public sealed record ReportParameter(string Name, string Type, string Default, string Meaning);

/// <summary>A column of a report's answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it says.</param>
public sealed record ReportColumn(string Name, string Meaning);
