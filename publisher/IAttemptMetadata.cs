namespace NextCode.Attempts.Publisher;

/// <summary>Endpoint metadata that makes the endpoint's requests attempts.</summary>
public interface IAttemptMetadata
{
    /// <summary>What they try to do.</summary>
    AttemptAction Action { get; }
}
