using System.Text;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>A signup of 1 KB and an answer of 2 KB, as an API would have them.</summary>
internal static class Payloads
{
    public static readonly byte[] Request = Encoding.UTF8.GetBytes(
        """
        {"first_name":"Zoë","last_name":"Citizen","date_of_birth":"1990-01-31","email":"zoe.citizen@example.com","phone_number":"+61412345678","username":"zoe1990","password":"correct horse battery","currency_code":"AUD","country_code":"AU","address_street":"1 Main Street","address_city":"Perth","address_state":"WA","address_postcode":"6000","deposit_limit":100,"deposit_limit_period":"DAYS_7","bonus_code":"WELCOME","marketing":{"email":true,"sms":false,"phone":false,"post":false},"affiliate_data":{"aff_id":7,"promo_id":"p-100","click_id":"c-8c1f3a"},"fingerprint":"d3b07384d113edec49eaa6238ad5ff00","device":{"os":"iOS 19.1","model":"iPhone17,2","app_version":"8.14.2","screen":{"width":1290,"height":2796},"language":"en-AU","timezone":"Australia/Perth"},"consents":[{"kind":"terms","version":"2026-03","accepted":true},{"kind":"privacy","version":"2026-01","accepted":true}],"comment":"
        """.TrimEnd()
            + new string('x', 92)
            + "\"}"
    );

    public static readonly byte[] Response = Encoding.UTF8.GetBytes(
        """{"client_id":"C-100200300","status":"PRE_OPEN","auto_login_token":"b1946ac92492d2347c6235b4d2611184","offers":["""
            + string.Join(
                ',',
                Enumerable
                    .Range(1, 12)
                    .Select(i =>
                        $$"""{"id":{{i}},"title":"Offer number {{i}}","amount":{{i}}.50,"currency":"AUD","expires_at":"2026-12-{{i + 10}}T00:00:00Z","terms":"Wager once, {{i}} days","active":true}"""
                    )
            )
            + """],"profile":{"first_name":"Zoë","last_name":"Citizen","verified":false,"created_at":"2026-11-22T15:00:00Z"}}"""
    );
}
