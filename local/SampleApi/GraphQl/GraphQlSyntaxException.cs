namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>The document is not GraphQL, or asks for what the schema does not have. Nothing was executed.</summary>
internal sealed class GraphQlSyntaxException(string message) : Exception(message);
