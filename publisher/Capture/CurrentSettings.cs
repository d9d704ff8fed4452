using Microsoft.Extensions.Options;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>The settings in force; replaced when the configuration is loaded again.</summary>
internal sealed class CurrentSettings : IDisposable
{
    private readonly IDisposable? _subscription;
    private volatile CaptureSettings _value;

    public CurrentSettings(IOptionsMonitor<AttemptsOptions> options)
    {
        _value = new CaptureSettings(options.CurrentValue);
        _subscription = options.OnChange(changed => _value = new CaptureSettings(changed));
    }

    public CaptureSettings Value => _value;

    public void Dispose() => _subscription?.Dispose();
}
