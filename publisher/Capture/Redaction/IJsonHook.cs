using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>Sees each member while JSON is copied, and may take it out of the copy. A struct, so that each use is compiled for itself.</summary>
internal interface IJsonHook
{
    /// <param name="redactor">The copier.</param>
    /// <param name="member">The member.</param>
    /// <param name="cursor">At the member's value; at its last token afterwards, where it was taken.</param>
    /// <param name="workspace">Scratch.</param>
    Taken Take(JsonRedactor redactor, in JsonMember member, ref JsonCursor cursor, Workspace workspace);
}

/// <summary>What became of a member.</summary>
internal enum Taken
{
    /// <summary>It stays in the copy.</summary>
    No,

    /// <summary>It is not copied.</summary>
    Whole,

    /// <summary>It is not copied, and the input ended inside it.</summary>
    Cut,
}

/// <summary>One member of an object.</summary>
/// <param name="Rule">What its name means.</param>
/// <param name="Around">The name of what it lies in, arrays passed over; null at the top.</param>
/// <param name="Depth">1 for members of the document's own object.</param>
/// <param name="InArray">Whether an array lies around it.</param>
internal readonly record struct JsonMember(KeyRule Rule, KeyRule? Around, int Depth, bool InArray);

/// <summary>One open object or array.</summary>
internal struct Level
{
    /// <summary>The name of the member that holds it.</summary>
    public KeyRule? Around;

    public bool IsArray;

    /// <summary>What the object's own member <c>field</c> names.</summary>
    public KeyRule? Sibling;

    /// <summary>Whether the object was searched for such a member: once is enough.</summary>
    public bool SoughtSibling;
}

/// <summary>Takes nothing.</summary>
internal struct NoHook : IJsonHook
{
    public readonly Taken Take(
        JsonRedactor redactor,
        in JsonMember member,
        ref JsonCursor cursor,
        Workspace workspace
    ) => Taken.No;
}
