namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>What a record of a segment is.</summary>
internal enum RecordKind : byte
{
    /// <summary>The first of every segment: whose it is, as JSON. Its sequence is the last one given before it.</summary>
    Header = 1,

    /// <summary>An attempt, as JSON with producer and sequence. Ends the intent it names.</summary>
    Attempt = 2,

    /// <summary>A handler is about to run: the attempt's JSON as it is to be if the process dies inside.</summary>
    Intent = 3,

    /// <summary>The intent it names has ended without an attempt. No payload.</summary>
    Settled = 4,
}
