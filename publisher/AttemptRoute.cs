namespace NextCode.Attempts.Publisher;

/// <summary>A route whose requests are attempts.</summary>
public sealed class AttemptRoute
{
    /// <summary>
    /// The path's pattern: literals, <c>{name}</c> for one segment, and <c>{*rest}</c> at the end for what remains; case
    /// does not matter. Required.
    /// </summary>
    public string Pattern { get; set; } = "";

    /// <summary>The HTTP method. Default POST; <c>*</c> means any but OPTIONS.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>What its requests try to do. Required.</summary>
    public AttemptAction? Action { get; set; }
}
