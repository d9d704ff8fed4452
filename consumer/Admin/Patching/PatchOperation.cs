using System.Text.Json.Nodes;

namespace NextCode.Attempts.Consumer.Admin.Patching;

/// <summary>One operation of a JSON Patch (RFC 6902).</summary>
/// <param name="Op">add, remove, replace, move, copy or test.</param>
/// <param name="Path">Where.</param>
/// <param name="From">Whence, for move and copy.</param>
/// <param name="Value">What, for add, replace and test.</param>
internal sealed record PatchOperation(string Op, JsonPointer Path, JsonPointer? From, JsonNode? Value)
{
    /// <summary>What it does, without the value.</summary>
    public override string ToString() => From is null ? $"{Op} {Path}" : $"{Op} {From} {Path}";
}
