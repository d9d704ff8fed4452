using NextCode.Attempts.Local.SampleApi.Accounts;

namespace NextCode.Attempts.Local.Tests.SampleApi.Accounts;

internal sealed class AccountStoreTests
{
    [Test]
    public void The_email_comes_before_the_person()
    {
        var store = new AccountStore(10);
        store.TryAdd(Account("a@example.com", "Mia"), out _);

        Assert.That(store.TryAdd(Account("A@EXAMPLE.COM", "Mia"), out _), Is.EqualTo(AccountConflict.EmailTaken));
        Assert.That(store.TryAdd(Account("b@example.com", "MIA"), out _), Is.EqualTo(AccountConflict.SamePerson));
        Assert.That(store.TryAdd(Account("b@example.com", "Ava"), out _), Is.EqualTo(AccountConflict.None));
    }

    [Test]
    public void A_shared_phone_is_noticed_and_not_refused()
    {
        var store = new AccountStore(10);

        store.TryAdd(Account("a@example.com", "Mia"), out var first);
        store.TryAdd(Account("b@example.com", "Ava"), out var second);

        Assert.That(first, Is.False);
        Assert.That(second, Is.True);
    }

    [Test]
    public void At_the_bound_the_oldest_is_forgotten_altogether()
    {
        var store = new AccountStore(capacity: 2);
        var oldest = Account("a@example.com", "Mia", "mia");
        store.TryAdd(oldest, out _);
        store.TryAdd(Account("b@example.com", "Ava"), out _);
        store.TryAdd(Account("c@example.com", "Leo"), out _);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.HasEmail("a@example.com"), Is.False);
            Assert.That(store.HasUsername("mia"), Is.False);
            Assert.That(store.TryFindById(oldest.ClientId, out _), Is.False);
            Assert.That(store.HasEmail("b@example.com"), Is.True);
            Assert.That(store.HasPhone(oldest.Phone), Is.True, "two others have it too");
        }

        Assert.That(store.TryAdd(Account("d@example.com", "Mia"), out _), Is.EqualTo(AccountConflict.None));
    }

    private static Account Account(string email, string firstName, string? username = null) =>
        new(
            $"client of {email}",
            email,
            "+61412345678",
            Person.Of(firstName, "Nguyen", new DateOnly(1990, 4, 17)),
            "correct horse",
            DateTimeOffset.UnixEpoch
        )
        {
            Country = "AU",
            Currency = "AUD",
            Username = username,
        };
}
