using Microsoft.AspNetCore.OpenApi;

namespace NextCode.Attempts.Consumer.Admin.Api;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal static class OpenApiText
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = static description =>
            description.RelativePath?.StartsWith("admin/dead-letters", StringComparison.Ordinal) == true
            || description.RelativePath?.StartsWith("admin/replays", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(
            static (document, _, _) =>
            {
                document.Info.Title = "NextCode.Attempts, dead letters";
                document.Info.Description =
                    "Looks at dead letters without taking them away, and replays them. Every call needs a bearer token whose "
                    + "audience and e-mail are allowed, or comes through Identity-Aware Proxy. Errors are problem details (RFC 9457).";
                document.Servers?.Clear();
                return Task.CompletedTask;
            }
        );
    }
}
