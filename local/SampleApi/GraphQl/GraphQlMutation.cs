using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Local.SampleApi.Operations;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>One mutation: its name, the fields of what it answers, and what it does with its one argument <c>input</c>.</summary>
internal sealed record GraphQlMutation(
    string Name,
    IReadOnlySet<string> ResultFields,
    Func<JsonObject, GraphQlCall, Task<Answer>> ExecuteAsync
)
{
    /// <summary>Makes a mutation whose input and result are the operation's own types.</summary>
    public static GraphQlMutation Create<TInput, TResult>(
        string name,
        Func<TInput, JsonObject, GraphQlCall, Task<Answer>> execute
    ) =>
        new(
            name,
            typeof(TResult)
                .GetProperties()
                .Select(property => ToSnakeCase(property.Name))
                .ToHashSet(StringComparer.Ordinal),
            (input, call) => execute(input.Deserialize<TInput>(SampleApiJson.Options)!, input, call)
        );

    /// <summary>A name in either case as the operations know it.</summary>
    public static string ToSnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>What a mutation knows of the request it is part of.</summary>
internal readonly record struct GraphQlCall(HttpContext Context, IAttemptContext Attempt);
