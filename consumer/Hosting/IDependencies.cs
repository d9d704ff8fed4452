namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>What the service needs to find in the cloud.</summary>
internal interface IDependencies
{
    /// <summary>Looks once; answers what is missing, in words for an operator. Empty when nothing is.</summary>
    /// <exception cref="Google.GoogleApiException">It could not be found out.</exception>
    Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken);
}
