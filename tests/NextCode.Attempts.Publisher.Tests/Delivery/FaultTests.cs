using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Delivery;

/// <summary>The whole back half, over HTTP and disk, while Pub/Sub misbehaves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class FaultTests
{
    private const int Attempts = 300;

    private readonly string _directory = Directory.CreateTempSubdirectory("attempts-fault-").FullName;
    private readonly TestMeterFactory _meters = new();

    [TearDown]
    public void CleanUp()
    {
        Directory.Delete(_directory, recursive: true);
        _meters.Dispose();
    }

    [Test]
    public async Task Whatever_PubSub_does_all_attempts_arrive_once_it_behaves([Values] Fault fault)
    {
        await using var pubSub = await FaultyPubSub.StartAsync(fault);
        using var host = await StartAsync(pubSub);
        var log = host.Services.GetRequiredService<IAttemptLog>();

        Append(log, 0, Attempts);
        if (fault is not Fault.None)
        {
            await Until.TrueAsync(() => _meters["attempts.retried"] > 0, "a call failed");
            // Of refused connections a server knows nothing.
            await Until.TrueAsync(() => fault is Fault.Refuse || pubSub.Faulted >= 3, "more calls failed");
            Append(log, Attempts, 2 * Attempts);
        }

        await pubSub.MisbehaveAsync(Fault.None);
        var expected = Enumerable.Range(0, fault is Fault.None ? Attempts : 2 * Attempts).Select(n => $"a{n}").ToList();
        await Until.TrueAsync(() => pubSub.Taken.Distinct().Count() == expected.Count, "all arrive");

        Assert.That(pubSub.Taken.Distinct(), Is.EquivalentTo(expected));
        await host.StopAsync();
        Assert.That(Directory.EnumerateFileSystemEntries(_directory), Is.Empty, "what is sent leaves the disk");
    }

    [Test]
    public async Task What_is_not_sent_at_a_stop_stays_on_disk_for_the_next_start()
    {
        await using var pubSub = await FaultyPubSub.StartAsync(Fault.Hang);
        using (var host = await StartAsync(pubSub))
        {
            Append(host.Services.GetRequiredService<IAttemptLog>(), 0, Attempts);
            await Until.TrueAsync(() => pubSub.Faulted >= 1, "a call hangs");
            await host.StopAsync();
        }

        await pubSub.MisbehaveAsync(Fault.None);
        using var next = await StartAsync(pubSub);
        await Until.TrueAsync(() => pubSub.Taken.Distinct().Count() == Attempts, "all arrive");
        await next.StopAsync();

        Assert.That(Directory.EnumerateFileSystemEntries(_directory), Is.Empty);
    }

    [Test]
    public async Task The_health_check_says_that_PubSub_refuses_and_that_it_does_not_any_more()
    {
        await using var pubSub = await FaultyPubSub.StartAsync(Fault.Answer403);
        using var host = await StartAsync(pubSub);
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Append(host.Services.GetRequiredService<IAttemptLog>(), 0, 1);
        await Until.TrueAsync(() => pubSub.Faulted >= 1, "a call is refused");
        await Until.TrueAsync(() => Report(health).Status is HealthStatus.Degraded, "it is degraded");
        Assert.That(Report(health).Entries["attempts"].Description, Does.StartWith("Pub/Sub refuses attempts"));

        await pubSub.MisbehaveAsync(Fault.None);

        await Until.TrueAsync(() => Report(health).Status is HealthStatus.Healthy, "it is healthy");
        await host.StopAsync();
    }

    private static HealthReport Report(HealthCheckService health) =>
        health.CheckHealthAsync(CancellationToken.None).GetAwaiter().GetResult();

    private async Task<IHost> StartAsync(FaultyPubSub pubSub)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.ClearProviders();
        builder.Services.Configure<SpoolOptions>(spool =>
        {
            spool.Directory = _directory;
            spool.SegmentBytes = 64 << 10;
        });
        builder.Services.Configure<DeliveryOptions>(delivery =>
        {
            delivery.ProjectId = "test";
            delivery.EmulatorHost = pubSub.Host;
            delivery.CallTimeout = TimeSpan.FromMilliseconds(200);
            delivery.MinBackoff = TimeSpan.FromMilliseconds(5);
            delivery.MaxBackoff = TimeSpan.FromMilliseconds(50);
            delivery.ShutdownDeadline = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddSingleton<IMeterFactory>(_meters);
        builder.Services.AddAttemptDelivery();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static void Append(IAttemptLog log, int from, int to)
    {
        for (var n = from; n < to; n++)
        {
            log.Append(Spool.SpoolHarness.Json($"a{n}", 1000));
        }
    }
}
