namespace NextCode.Attempts.Consumer.Admin.Patching;

/// <summary>One value that a patch changes.</summary>
/// <param name="Path">Where, a JSON pointer.</param>
/// <param name="Before">The JSON before; null where there was nothing. Personal data are masked.</param>
/// <param name="After">The JSON after; null where there is nothing. Personal data are masked.</param>
public sealed record FieldChange(string Path, string? Before, string? After);
