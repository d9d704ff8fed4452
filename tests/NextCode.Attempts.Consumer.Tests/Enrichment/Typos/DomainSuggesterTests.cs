using NextCode.Attempts.Consumer.Enrichment.Typos;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Typos;

internal sealed class DomainSuggesterTests
{
    private readonly DomainSuggester _suggester = new(MailProviders.Shipped);

    [TestCase("gmul.com", "gmail.com")]
    [TestCase("gmail.con", "gmail.com")]
    [TestCase("gmail.net", "gmail.com")]
    [TestCase("gmailcom", "gmail.com")]
    [TestCase("yahoo.co", "yahoo.com")]
    [TestCase("icloud.cm", "icloud.com")]
    [TestCase("hotmail.coo.uk", "hotmail.co.uk")]
    [TestCase("web.de.de", "web.de")]
    public void A_mistyped_domain_gets_what_was_meant(string domain, string expected) =>
        Assert.That(_suggester.Suggest(domain), Is.EqualTo(expected));

    [TestCase("gmail.com")]
    [TestCase("email.com")]
    [TestCase("mail.bg")]
    [TestCase("hey.com")]
    [TestCase("my.com")]
    [TestCase("au.com")]
    [TestCase("y7mail.com")]
    [TestCase("gm.com")]
    [TestCase("att.com")]
    [TestCase("yahoo.co.kr")]
    [TestCase("hotmail.se")]
    [TestCase("example.com")]
    [TestCase("company.co.uk")]
    [TestCase("")]
    [TestCase("x")]
    public void A_domain_that_is_fine_gets_nothing(string domain) => Assert.That(_suggester.Suggest(domain), Is.Null);

    [Test]
    public async Task The_measured_set_is_recalled_to_93_percent_with_at_most_1_5_percent_false_alarms()
    {
        var path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Enrichment/Typos/typos.tsv");
        var rows = (await File.ReadAllLinesAsync(path)).Skip(1).Select(static line => line.Split('\t')).ToList();
        var typos = rows.Where(static row => row[2] is "typo").ToList();
        var legit = rows.Where(static row => row[2] is "legit").ToList();
        var missed = typos.Where(row => _suggester.Suggest(row[0]) != row[1]).Select(static row => row[0]).ToList();
        var alarms = legit.Where(row => _suggester.Suggest(row[0]) is not null).Select(static row => row[0]).ToList();
        await TestContext.Out.WriteLineAsync(
            $"Missed {missed.Count} of {typos.Count}: {string.Join(' ', missed)}. "
                + $"False alarms {alarms.Count} of {legit.Count}: {string.Join(' ', alarms)}."
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(typos, Has.Count.GreaterThan(100));
        Assert.That(legit, Has.Count.GreaterThan(100));
        Assert.That(missed.Count, Is.LessThanOrEqualTo(typos.Count * 0.07));
        Assert.That(alarms.Count, Is.LessThanOrEqualTo(legit.Count * 0.015));
    }

    [Test]
    public void Every_shipped_domain_is_written_as_a_domain_under_a_suffix_that_exists()
    {
        using var scope = Assert.EnterMultipleScope();
        foreach (var domain in MailProviders.Shipped.Known)
        {
            Assert.That(domain, Does.Match("^[a-z0-9-]+(\\.[a-z0-9-]+)+$"));
        }

        foreach (var provider in MailProviders.Shipped.All)
        {
            Assert.That(MailProviders.Shipped.TopLevelDomains, Does.Contain(provider.TopLevel), provider.Domain);
        }
    }

    [TestCase("hotmail", "hotmail", 0)]
    [TestCase("hotmial", "hotmail", 0.6)]
    [TestCase("hottmail", "hotmail", 0.4)]
    [TestCase("hotnail", "hotmail", 0.7)]
    [TestCase("htmail", "hotmail", 0.9)]
    [TestCase("hotmaol", "hotmail", 0.7)]
    [TestCase("hotmaul", "hotmail", 0.7)]
    [TestCase("hotmqxl", "hotmail", 2.4)]
    public void Slips_cost_what_they_are_likely(string typed, string meant, double cost) =>
        Assert.That(TypingDistance.Between(typed, meant), Is.EqualTo(cost).Within(1e-9));
}
