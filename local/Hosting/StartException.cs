namespace NextCode.Attempts.Local.Hosting;

/// <summary>It cannot start as it was asked to; the message is one line for whoever asked.</summary>
internal sealed class StartException(string message, Exception? innerException = null)
    : Exception(message, innerException);
