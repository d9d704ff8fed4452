using NextCode.Attempts.Local.SampleApi.Signup;

namespace NextCode.Attempts.Local.Tests.SampleApi.Signup;

internal sealed class SignupRulesTests
{
    private static readonly ClientCreateRequest Sound = new()
    {
        FirstName = "Mia",
        LastName = "Nguyen",
        BirthDate = "1990-04-17",
        Email = "mia@example.com",
        PhoneNumber = "+61 412 345 678",
        Password = "correct horse",
        Country = "AU",
        CurrencyCode = "AUD",
    };

    private static IEnumerable<TestCaseData<ClientCreateRequest, string>> Faulty()
    {
        yield return new(Sound with { FirstName = " " }, "first_name FIELD_REQUIRED");
        yield return new(Sound with { LastName = new string('x', 200) }, "last_name FIELD_TOO_LONG");
        yield return new(Sound with { BirthDate = "1990-02-30" }, "birth_date DATE_OF_BIRTH_INVALID");
        yield return new(Sound with { Email = "mia@example" }, "email EMAIL_INVALID");
        yield return new(Sound with { PhoneNumber = "0412345678" }, "phone_number PHONE_INVALID");
        yield return new(Sound with { Password = "1234567" }, "password PASSWORD_WEAK");
        yield return new(Sound with { Username = "m" }, "username USERNAME_INVALID");
        yield return new(Sound with { Country = "Australia" }, "country FIELD_INVALID");
        yield return new(Sound with { CurrencyCode = "DOGE" }, "currency_code CURRENCY_NOT_SUPPORTED");
        yield return new(Sound with { BonusCode = "EXPIRED10" }, "bonus_code BONUS_CODE_INVALID");
        yield return new(Sound with { AddressLine1 = "1 George Street" }, "address_line1 ADDRESS_INVALID");
        yield return new(Sound with { DepositLimit = 100 }, "deposit_limit_period DEPOSIT_LIMIT_INVALID");
        yield return new(
            Sound with
            {
                DepositLimit = 0,
                DepositLimitPeriod = "DAYS_7",
            },
            "deposit_limit DEPOSIT_LIMIT_INVALID"
        );
    }

    [TestCaseSource(nameof(Faulty))]
    public void A_fault_names_its_field_and_its_code(ClientCreateRequest request, string fault) =>
        Assert.That(SignupRules.Check(request).Select(found => $"{found.Field} {found.Code}"), Is.EqualTo([fault]));

    [Test]
    public void A_sound_form_has_none() => Assert.That(SignupRules.Check(Sound), Is.Empty);

    [Test]
    public void All_faults_are_named_at_once() =>
        Assert.That(
            SignupRules.Check(new ClientCreateRequest()).Select(found => found.Field),
            Is.EquivalentTo([
                "first_name",
                "last_name",
                "birth_date",
                "email",
                "phone_number",
                "password",
                "country",
                "currency_code",
            ])
        );

    [Test]
    public void An_address_that_was_looked_up_is_not_checked_again() =>
        Assert.That(
            SignupRules.Check(Sound with { AddressHarmonyId = "h-1", AddressLine1 = "1 George Street" }),
            Is.Empty
        );
}
