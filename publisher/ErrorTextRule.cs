namespace NextCode.Attempts.Publisher;

/// <summary>A text for people, in whatever language, to a code of the catalogue.</summary>
public sealed class ErrorTextRule
{
    /// <summary>A regular expression, matched without regard to case against the first 512 characters for at most 50 ms.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>A code of the catalogue, e.g. <c>EMAIL_TAKEN</c>.</summary>
    public string Code { get; set; } = "";
}
