using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Spool;

public class SpoolDefaultsTests
{
    [Test]
    public void Without_a_word_attempts_are_on_disk_in_a_directory_of_the_service()
    {
        var options = Configured(new SpoolOptions());

        Assert.That(options.Directory, Is.EqualTo(Path.Combine("data", "nextcode-attempts", "Shop.Api")));
        Assert.That(options.MemoryOnly, Is.False);
    }

    [Test]
    public void A_service_name_that_is_no_file_name_becomes_one() =>
        Assert.That(
            Configured(new SpoolOptions(), service: "../shop api").Directory,
            Is.EqualTo(Path.Combine("data", "nextcode-attempts", ".._shop_api"))
        );

    [Test]
    public void On_Cloud_Run_attempts_are_in_memory() =>
        Assert.That(Configured(new SpoolOptions(), onCloudRun: true).Directory, Is.Null);

    [Test]
    public void Without_local_application_data_attempts_are_in_memory() =>
        Assert.That(Configured(new SpoolOptions(), data: "").Directory, Is.Null);

    [Test]
    public void A_directory_that_is_set_is_used_on_Cloud_Run_too() =>
        Assert.That(
            Configured(new SpoolOptions { Directory = "volume" }, onCloudRun: true).Directory,
            Is.EqualTo("volume")
        );

    [Test]
    public void Memory_that_is_asked_for_is_used() =>
        Assert.That(Configured(new SpoolOptions { MemoryOnly = true }).Directory, Is.Null);

    [Test]
    public void A_directory_and_memory_only_together_are_an_error() =>
        Assert.That(
            Configured(new SpoolOptions { Directory = "volume", MemoryOnly = true }).Validate(),
            Has.Exactly(1).StartsWith("Directory is set, and so is MemoryOnly")
        );

    private static SpoolOptions Configured(
        SpoolOptions options,
        string service = "Shop.Api",
        string data = "data",
        bool onCloudRun = false
    )
    {
        new SpoolDefaults(service, data, onCloudRun).PostConfigure(null, options);
        return options;
    }
}
