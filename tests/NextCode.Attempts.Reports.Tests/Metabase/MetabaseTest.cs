using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Reports.Tests.Metabase;

/// <summary>Provisioning into a fake Metabase.</summary>
internal static class MetabaseTest
{
    public const string ServiceAccount = """{"private_key":"very private"}""";

    public static MetabaseOptions Options { get; } =
        new()
        {
            Address = new Uri("http://metabase.test/"),
            ApiKey = FakeMetabase.ApiKey,
            Project = "my-project",
            ServiceAccountJson = ServiceAccount,
            Channels = new Dictionary<string, string>
            {
                ["on-call"] = "email:on-call@example.com",
                ["fraud"] = "email:a@example.com,b@example.com",
            },
        };

    public static Task<MetabasePlan> ApplyAsync(this FakeMetabase fake, MetabaseOptions? options = null) =>
        Provisioner(fake, options).ApplyAsync(CancellationToken.None);

    public static Task<MetabasePlan> PlanAsync(this FakeMetabase fake, MetabaseOptions? options = null) =>
        Provisioner(fake, options).PlanAsync(CancellationToken.None);

    private static MetabaseProvisioner Provisioner(FakeMetabase fake, MetabaseOptions? options) =>
        new(new HttpClient(fake, disposeHandler: false), options ?? Options);
}
