using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>What is known of a field's name.</summary>
internal sealed class KeyRule
{
    public required NameKey Key { get; init; }

    public required byte[] Utf8 { get; init; }

    /// <summary>The name as it is written, escaped once; masked where the name itself holds a secret.</summary>
    public required JsonEncodedText Name { get; init; }

    /// <summary>Whether <see cref="Name"/> is not the name that came.</summary>
    public required bool IsMasked { get; init; }

    /// <summary>Letters and digits in lower case.</summary>
    public required string Squashed { get; init; }

    /// <summary>Whether its value is a secret.</summary>
    public required bool IsSecret { get; init; }

    /// <summary>Whether a query's parameter of this name is a secret.</summary>
    public required bool IsDroppedInQueries { get; init; }

    /// <summary>The columns its value may fill.</summary>
    public required ColumnRule[] Columns { get; init; }

    /// <summary>Whether a hook may want its value.</summary>
    public required bool MayBeTaken { get; init; }

    /// <summary>Whether it means nothing: a member of this name is copied as it stands.</summary>
    public required bool IsPlain { get; init; }

    /// <summary>The same inside arrays, where nothing is taken.</summary>
    public required bool IsPlainInArray { get; init; }

    /// <summary>What it means in a response.</summary>
    public required ResponsePart Part { get; init; }
}
