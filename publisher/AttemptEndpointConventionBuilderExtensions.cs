using Microsoft.AspNetCore.Builder;

namespace NextCode.Attempts.Publisher;

/// <summary>Marks endpoints.</summary>
public static class AttemptEndpointConventionBuilderExtensions
{
    /// <summary>Makes the requests of the endpoints attempts.</summary>
    public static TBuilder WithAttempt<TBuilder>(this TBuilder builder, AttemptAction action)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new AttemptAttribute(action)));
        return builder;
    }
}
