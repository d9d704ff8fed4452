namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Metabase refused a call, did not answer, or is not one this program can speak to. Never holds a secret.</summary>
public sealed class MetabaseException : Exception
{
    /// <inheritdoc cref="MetabaseException"/>
    public MetabaseException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
