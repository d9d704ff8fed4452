namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>
/// What one reader has been shown. Pub/Sub has no order to page by and no place to return to, so a page is what was not
/// on one before.
/// </summary>
internal sealed class Browse
{
    public HashSet<string> Shown { get; } = new(StringComparer.Ordinal);
}
