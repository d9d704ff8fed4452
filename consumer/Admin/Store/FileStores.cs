namespace NextCode.Attempts.Consumer.Admin.Store;

/// <summary>Opens the store that the settings name.</summary>
internal static class FileStores
{
    /// <summary>The store; null where none is named.</summary>
    public static IFileStore? Open(string location) => location.Length == 0 ? null : new DirectoryStore(location);
}
