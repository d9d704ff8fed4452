namespace NextCode.Attempts.Local.PubSub.Filters;

/// <summary>Whether a message with these attributes belongs in the subscription.</summary>
internal delegate bool Filter(IReadOnlyDictionary<string, string> attributes);
