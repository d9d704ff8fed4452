namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>The body of every failed request.</summary>
internal sealed record ErrorResponse(ErrorBody Error);

internal sealed record ErrorBody(int Code, string Message, IReadOnlyList<ErrorItem> Errors, string Status);

internal sealed record ErrorItem(string Message, string Domain, string Reason, string? Location, string? LocationType);

/// <summary>A reason inside a resource: why a row was refused or a job failed.</summary>
internal sealed record ErrorProto(string Reason, string? Location, string? DebugInfo, string Message);

internal sealed record InsertErrors(int Index, IReadOnlyList<ErrorProto> Errors);

internal sealed record InsertAllResponse(string Kind, IReadOnlyList<InsertErrors>? InsertErrors);
