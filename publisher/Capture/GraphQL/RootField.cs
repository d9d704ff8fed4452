namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>A field that an operation selects at its root.</summary>
/// <param name="Name">The schema's name.</param>
/// <param name="ResponseKey">Its name in the response: the alias, where it has one.</param>
/// <param name="ArgumentsAt">Where its arguments begin in the document, at the parenthesis; -1 where it has none.</param>
internal sealed record RootField(string Name, string ResponseKey, int ArgumentsAt);
