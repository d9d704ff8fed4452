using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NextCode.Attempts.Consumer.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; its other variables
/// (opentelemetry.io/docs/specs/otel/protocol/exporter) count too.
/// </summary>
internal sealed class OtlpExport(IConfiguration configuration) : IHostedService, IDisposable
{
    /// <summary>Names the collector; export is off without it.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "attempts-consumer";

    private MeterProvider? _meters;
    private TracerProvider? _tracers;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(configuration[EndpointVariable]))
        {
            return Task.CompletedTask;
        }

        var resource = ResourceBuilder
            .CreateDefault()
            .AddService(configuration["K_SERVICE"] ?? ServiceName, serviceVersion: configuration["K_REVISION"]);
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(UseConfiguration)
            .SetResourceBuilder(resource)
            .AddMeter(ConsumerMetrics.MeterName)
            .AddMeter("Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddOtlpExporter()
            .Build();
        _tracers = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(UseConfiguration)
            .SetResourceBuilder(resource)
            .AddSource(ConsumerTracing.SourceName, "Microsoft.AspNetCore")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Else the exporter reads the process's environment alone, and a setting in a file would switch it on towards nowhere.
    private void UseConfiguration(IServiceCollection services) => services.AddSingleton(configuration);

    // Sends what is still held.
    public void Dispose()
    {
        _meters?.Dispose();
        _tracers?.Dispose();
    }
}
