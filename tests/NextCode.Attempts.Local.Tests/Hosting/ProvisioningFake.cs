using NextCode.Attempts.Google;

namespace NextCode.Attempts.Local.Tests.Hosting;

/// <summary>Something to provision that is up or down as a test says.</summary>
internal sealed class ProvisioningFake
{
    public bool IsUp { get; set; }

    public int Looks { get; private set; }

    public Task EnsureAsync(CancellationToken cancellationToken)
    {
        Looks++;
        return IsUp ? Task.CompletedTask : throw new GoogleApiException("Nobody answers.", GoogleErrorKind.Transient);
    }
}
