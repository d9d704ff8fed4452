namespace NextCode.Attempts.Local.SampleApi.Validate;

/// <summary>A field that is fine.</summary>
internal sealed record ValidateAnswer(string Field, bool Valid);
