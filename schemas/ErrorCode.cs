using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace NextCode.Attempts;

/// <summary>
/// One code of the catalogue: stable, independent of the player's language, and known before the API masks it for the
/// player. The members are those of <c>error-codes.tsv</c>; a test fails when the two differ.
/// </summary>
public sealed partial class ErrorCode
{
    private ErrorCode(string code, ErrorCategory category, AttemptStatus status)
    {
        Code = code;
        Category = category;
        Status = status;
    }

    /// <summary>The code as the row has it, e.g. <c>SELF_EXCLUDED</c>.</summary>
    public string Code { get; }

    /// <summary>The family, as the column <c>error_category</c> has it.</summary>
    public ErrorCategory Category { get; }

    /// <summary>The status an attempt has when it ends with this code and nothing more exact is known.</summary>
    public AttemptStatus Status { get; }

    /// <summary>Finds a code of the catalogue by its name; case does not matter.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out ErrorCode? errorCode)
    {
        errorCode = null;
        return code is not null && Index.ByCode.TryGetValue(code, out errorCode);
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    // A nested class, because the order of static initializers across the parts of a partial class is not defined.
    private static class Index
    {
        public static readonly FrozenDictionary<string, ErrorCode> ByCode = All.ToFrozenDictionary(
            code => code.Code,
            StringComparer.OrdinalIgnoreCase
        );
    }
}
