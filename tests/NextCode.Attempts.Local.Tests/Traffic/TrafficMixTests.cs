using System.Text.Json.Nodes;
using NextCode.Attempts.Local.Traffic;

namespace NextCode.Attempts.Local.Tests.Traffic;

internal sealed class TrafficMixTests
{
    [Test]
    public void The_same_seed_makes_the_same_requests()
    {
        var again = Requests(seed: 7, 200);

        Assert.That(again, Is.EqualTo(Requests(seed: 7, 200)));
    }

    [Test]
    public void Another_seed_makes_others() =>
        Assert.That(Requests(seed: 8, 200), Is.Not.EqualTo(Requests(seed: 7, 200)));

    [Test]
    public void A_day_has_something_of_everything()
    {
        var paths = Requests(seed: 1, 1_000).Select(request => request.Split(' ')[0]).Distinct(StringComparer.Ordinal);

        Assert.That(
            paths,
            Is.SupersetOf(["/client/Create", "/login", "/restore-password", "/validate", "/deposit", "/graphql"])
        );
    }

    [Test]
    public void Whoever_signed_up_is_verified_next()
    {
        var mix = new TrafficMix(new Random(1), new ManualTimeProvider());
        var signup = Next(mix, request => request.Path == "/client/Create");

        signup.Learn!(new JsonObject { ["client_id"] = "client-1" });

        var told = Next(mix, request => request.Path == "/verification");
        Assert.That(told.Body, Does.Contain("client-1").And.Contain("verification_started"));
    }

    [Test]
    public void A_deposit_goes_on_with_the_phase_the_API_names()
    {
        var mix = new TrafficMix(new Random(1), new ManualTimeProvider());
        var deposit = Next(mix, request => request.Path == "/deposit");

        deposit.Learn!(new JsonObject { ["deposit_id"] = "deposit-1", ["next"] = "authenticate_3ds" });

        var step = Next(mix, request => request.Body.Contains("deposit-1", StringComparison.Ordinal));
        Assert.That(step.Body, Does.Contain("authenticate_3ds").And.Contain("three_ds_result"));
    }

    private static List<string> Requests(int seed, int count)
    {
        var mix = new TrafficMix(new Random(seed), new ManualTimeProvider());
        return [.. Enumerable.Range(0, count).Select(_ => mix.Next()).Select(next => $"{next.Path} {next.Body}")];
    }

    private static TrafficRequest Next(TrafficMix mix, Func<TrafficRequest, bool> isWanted) =>
        Enumerable.Range(0, 1_000).Select(_ => mix.Next()).First(isWanted);
}
