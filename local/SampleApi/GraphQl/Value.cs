using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>A value of a document, which may have variables in it.</summary>
internal abstract record Value
{
    /// <summary>The value with variables filled in; a variable that is not given is null.</summary>
    public abstract JsonNode? Resolve(JsonObject variables);
}

internal sealed record Constant(JsonNode? Node) : Value
{
    public override JsonNode? Resolve(JsonObject variables) => Node?.DeepClone();
}

internal sealed record Variable(string Name) : Value
{
    public override JsonNode? Resolve(JsonObject variables) => variables[Name]?.DeepClone();
}

internal sealed record ListValue(IReadOnlyList<Value> Items) : Value
{
    public override JsonNode Resolve(JsonObject variables) =>
        new JsonArray([.. Items.Select(item => item.Resolve(variables))]);
}

internal sealed record ObjectValue(IReadOnlyDictionary<string, Value> Fields) : Value
{
    public override JsonNode Resolve(JsonObject variables) =>
        new JsonObject(Fields.Select(field => KeyValuePair.Create(field.Key, field.Value.Resolve(variables))));
}
