using Microsoft.Extensions.Options;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.Storage;

namespace NextCode.Attempts.Consumer.Admin.Store;

/// <summary>The store that the settings name, or none.</summary>
internal sealed class FileStores : IDisposable
{
    private readonly CloudStore? _cloud;

    public FileStores(IOptions<ConsumerOptions> options, IConfiguration configuration, TimeProvider timeProvider)
    {
        var location = options.Value.Admin.Store;
        if (location.Length == 0)
        {
            return;
        }

        if (!Uri.TryCreate(location, UriKind.Absolute, out var address) || address.Scheme is not "gs")
        {
            Store = new DirectoryStore(location);
            return;
        }

        var client = StorageClient.Create(
            new GoogleClientOptions
            {
                EmulatorHost = configuration[StorageClient.EmulatorVariable],
                Retries = 3,
                TimeProvider = timeProvider,
            },
            writes: true
        );
        _cloud = new CloudStore(client, address.Host, Uri.UnescapeDataString(address.AbsolutePath));
        Store = _cloud;
    }

    /// <summary>Null where the settings name none.</summary>
    public IFileStore? Store { get; }

    public void Dispose() => _cloud?.Dispose();
}
