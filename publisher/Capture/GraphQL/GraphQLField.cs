using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>One root field that is an attempt.</summary>
/// <param name="Head">The attempt.</param>
/// <param name="Key">The field's name in the response.</param>
/// <param name="Field">The field; null where the document is known by its hash only.</param>
/// <param name="Document">The document; null as above.</param>
/// <param name="Variables">The operation's variables.</param>
/// <param name="Batch">Which of the request's operations; its answer has the same place.</param>
/// <param name="Alone">Whether the operation selects nothing else at its root.</param>
internal sealed record GraphQLField(
    AttemptHead Head,
    string Key,
    RootField? Field,
    GraphQLDocument? Document,
    JsonElement Variables,
    int Batch,
    bool Alone
);
