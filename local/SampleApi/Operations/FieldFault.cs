namespace NextCode.Attempts.Local.SampleApi.Operations;

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The field's name in snake_case.</param>
/// <param name="Code">A code of the catalogue.</param>
/// <param name="Message">What the player reads.</param>
internal sealed record FieldFault(string Field, ErrorCode Code, string Message);
