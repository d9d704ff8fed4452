namespace NextCode.Attempts;

/// <summary>What was wrong with one field of the request.</summary>
/// <param name="Field">The field as the API names it; null when the error is not a field's.</param>
/// <param name="Code">A catalogue code, or the API's own where it maps to none.</param>
/// <param name="Message">The text the API produced, redacted.</param>
public sealed record AttemptError(string? Field, string? Code, string? Message);
