using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.RestorePassword;

namespace NextCode.Attempts.Local.Tests.SampleApi.RestorePassword;

internal sealed class ResetTokensTests
{
    private readonly Account _account = new(
        "client",
        "mia@example.com",
        "+61412345678",
        Person.Of("Mia", "Nguyen", new DateOnly(1990, 4, 17)),
        "correct horse",
        DateTimeOffset.UnixEpoch
    )
    {
        Country = "AU",
        Currency = "AUD",
    };

    [Test]
    public void A_link_works_for_half_an_hour()
    {
        var time = new ManualTimeProvider();
        var tokens = new ResetTokens(time);
        var token = tokens.Issue(_account);

        time.Advance(TimeSpan.FromMinutes(30));
        Assert.That(tokens.TryFind(token, out var account, out var expired), Is.True);
        Assert.That(account, Is.SameAs(_account));
        Assert.That(expired, Is.False);

        time.Advance(TimeSpan.FromSeconds(1));
        tokens.TryFind(token, out _, out expired);
        Assert.That(expired, Is.True);
    }

    [Test]
    public void A_spent_link_is_no_link()
    {
        var tokens = new ResetTokens(new ManualTimeProvider());
        var token = tokens.Issue(_account);

        tokens.Spend(token);

        Assert.That(tokens.TryFind(token, out _, out _), Is.False);
    }
}
