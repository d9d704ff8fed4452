using System.Text.Json;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>The fields an update names, in either of the two spellings clients use.</summary>
internal static class FieldMask
{
    /// <summary>The names in camel case.</summary>
    /// <exception cref="ApiException">There are none.</exception>
    public static IReadOnlyList<string> Read(string? mask)
    {
        var fields = (mask ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 0
            ? [.. fields.Select(ToCamelCase)]
            : throw ApiException.InvalidArgument("The updateMask must be set and name at least one field.");
    }

    public static ApiException Unknown(string field, string resource) =>
        ApiException.InvalidArgument($"Invalid updateMask: {field} is not a {resource} field that can be updated.");

    private static string ToCamelCase(string field)
    {
        var words = field.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(
            words.Select(
                (word, index) =>
                    index == 0
                        ? JsonNamingPolicy.CamelCase.ConvertName(word)
                        : char.ToUpperInvariant(word[0]) + word[1..]
            )
        );
    }
}
