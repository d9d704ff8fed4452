namespace NextCode.Attempts.Publisher;

/// <summary>Makes the requests of an endpoint, an MVC action or a controller attempts.</summary>
/// <param name="action">What they try to do.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class AttemptAttribute(AttemptAction action) : Attribute, IAttemptMetadata
{
    /// <inheritdoc/>
    public AttemptAction Action { get; } = action;
}
