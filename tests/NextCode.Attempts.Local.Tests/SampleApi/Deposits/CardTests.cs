using NextCode.Attempts.Local.SampleApi.Deposits;

namespace NextCode.Attempts.Local.Tests.SampleApi.Deposits;

internal sealed class CardTests
{
    [TestCase("4111 1111 1111 1111", "visa", "1111")]
    [TestCase("5555-5555-5555-4444", "mastercard", "4444")]
    [TestCase("2223003122003222", "mastercard", "3222")]
    [TestCase("378282246310005", "amex", "0005")]
    [TestCase("6011111111111117", "other", "1117")]
    public void A_card_is_its_scheme_and_its_last_digits(string number, string scheme, string last4)
    {
        var card = Card.Parse(number, "debit", "au");

        Assert.That(card, Is.EqualTo(new Card(scheme, last4, "debit", "AU")));
    }

    [TestCase("4111111111111112", Description = "The check digit is wrong.")]
    [TestCase("411111111111")]
    [TestCase("41111111111111111111")]
    [TestCase("not a card")]
    [TestCase("")]
    public void What_is_no_card_number_is_no_card(string number) =>
        Assert.That(Card.Parse(number, null, null), Is.Null);
}
