namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary>The admin API refused, or could not be reached; the message is one line for whoever asked.</summary>
internal sealed class AdminException(string message) : Exception(message);
