namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>A cursor of another process, or one that was not used for too long.</summary>
internal sealed class UnknownCursorException()
    : Exception("The cursor is not known any more: begin at the first page.");
