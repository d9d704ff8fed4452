using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.Tests.Http;

[NonParallelizable] // Environment variables are the process's.
internal sealed class GoogleEndpointTests
{
    private const string Variable = "ATTEMPTS_TEST_EMULATOR_HOST";

    [TearDown]
    public void Forget() => Environment.SetEnvironmentVariable(Variable, null);

    [TestCase(null, null, "https://google.example/", false)]
    [TestCase("127.0.0.1:8085", null, "http://127.0.0.1:8085/", true)]
    [TestCase(null, "localhost:9050", "http://localhost:9050/", true)]
    [TestCase("127.0.0.1:1", "127.0.0.1:2", "http://127.0.0.1:1/", true)]
    [TestCase(null, "http://[::1]:8085/", "http://[::1]:8085/", true)]
    [TestCase("", " ", "https://google.example/", false)]
    public void The_option_goes_before_the_variable_and_that_before_google(
        string? option,
        string? variable,
        string expected,
        bool emulator
    )
    {
        Environment.SetEnvironmentVariable(Variable, variable);

        var endpoint = GoogleEndpoint.Resolve(option, Variable, "https://google.example/");

        Assert.That(endpoint, Is.EqualTo(new GoogleEndpoint(new Uri(expected), emulator)));
    }

    [Test]
    public void A_host_that_is_none_is_refused_with_its_origin()
    {
        Environment.SetEnvironmentVariable(Variable, "not a host");

        Assert.That(
            () => GoogleEndpoint.Resolve(null, Variable, "https://google.example/"),
            Throws.ArgumentException.With.Message.Contains(Variable)
        );
    }
}
