namespace NextCode.Attempts.Consumer.Admin.Patching;

/// <summary>A patch does not fit one letter; the message has paths and no values.</summary>
internal sealed class PatchException(string message) : Exception(message);
