using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Tests.Capture.Redaction;

internal sealed class SensitiveNamesTests
{
    private static readonly SensitiveNames Names = new(["mothers_maiden_name"], ["session_kind"]);

    [TestCase("password")]
    [TestCase("PASSWORD")]
    [TestCase("userPASSWORD")]
    [TestCase("new-password")]
    [TestCase("passwordconfirm")]
    [TestCase("password2")]
    [TestCase("access_token")]
    [TestCase("accesstoken")]
    [TestCase("autoLoginToken")]
    [TestCase("x-api-key")]
    [TestCase("APIKey")]
    [TestCase("pin")]
    [TestCase("PAN")]
    [TestCase("card.number")]
    [TestCase("taxFileNumber")]
    [TestCase("oneTimePassword")]
    [TestCase("mothersMaidenName")]
    [TestCase("tokens")]
    public void These_hold_secrets(string name) => Assert.That(Names.IsSecret(name), Is.True);

    [TestCase("company")]
    [TestCase("japan")]
    [TestCase("spin")]
    [TestCase("pin_drop")]
    [TestCase("promo_code")]
    [TestCase("error_code")]
    [TestCase("has_password")]
    [TestCase("passwordStrength")]
    [TestCase("deposit_limit")]
    [TestCase("session_kind")]
    [TestCase("number")]
    [TestCase("")]
    [TestCase("email")]
    public void These_do_not(string name) => Assert.That(Names.IsSecret(name), Is.False);
}
