using NextCode.Attempts.Local.SampleApi.Accounts;

namespace NextCode.Attempts.Local.Tests.SampleApi.Accounts;

internal sealed class AccountTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_payment_counts_against_the_limit_for_its_period()
    {
        var account = Account(new DepositLimit(100, "DAYS_7"));
        account.AddPayment(60, Start);
        account.AddPayment(30, Start.AddDays(3));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.LimitRemaining(Start.AddDays(3)), Is.EqualTo(10));
            Assert.That(account.LimitRemaining(Start.AddDays(7)), Is.EqualTo(70));
            Assert.That(account.LimitRemaining(Start.AddDays(10)), Is.EqualTo(100));
        }
    }

    [Test]
    public void What_remains_of_a_limit_is_never_less_than_nothing()
    {
        var account = Account(new DepositLimit(100, "DAYS_1"));
        account.AddPayment(160, Start);

        Assert.That(account.LimitRemaining(Start), Is.Zero);
    }

    [Test]
    public void Without_a_limit_nothing_is_counted() =>
        Assert.That(Account(limit: null).LimitRemaining(Start), Is.Null);

    [Test]
    public void A_right_password_clears_the_count_of_wrong_ones()
    {
        var account = Account(limit: null);
        Assert.That(account.TryPassword("wrong"), Is.False);
        Assert.That(account.IsLocked(maxFailures: 1), Is.True);

        Assert.That(account.TryPassword("correct horse"), Is.True);
        Assert.That(account.IsLocked(maxFailures: 1), Is.False);
    }

    [Test]
    public void A_new_password_is_another_one()
    {
        var account = Account(limit: null);

        Assert.That(account.TryChangePassword("correct horse"), Is.False);
        Assert.That(account.TryChangePassword("a better one"), Is.True);
        Assert.That(account.TryPassword("correct horse"), Is.False);
        Assert.That(account.TryPassword("a better one"), Is.True);
    }

    private static Account Account(DepositLimit? limit) =>
        new(
            "client",
            "mia@example.com",
            "+61412345678",
            Person.Of("Mia", "Nguyen", new DateOnly(1990, 4, 17)),
            "correct horse",
            Start
        )
        {
            Country = "AU",
            Currency = "AUD",
            DepositLimit = limit,
        };
}
