namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Where delivery takes records from: the log of this process, or the spool of a dead one.</summary>
internal interface IRecordSource
{
    /// <summary>The API whose attempts these are.</summary>
    string ServiceName { get; }

    /// <summary>Lends the next unsent records; what was returned first, and as it was; null when there are none.</summary>
    /// <param name="maxRecords">At most so many.</param>
    /// <param name="maxBytes">At most so many bytes together, but always one record.</param>
    RecordBatch? Take(int maxRecords, int maxBytes);

    /// <summary>Keeps an attempt that Pub/Sub refuses for good where an operator finds it; false where there is no such place.</summary>
    bool TryKeepRefused(in StoredRecord record, string reason);
}
