namespace NextCode.Attempts.Consumer.Admin.Store;

/// <summary>The store could not do what it was asked.</summary>
internal sealed class StoreException(string message, Exception innerException) : Exception(message, innerException);
