namespace NextCode.Attempts.Local.Hosting;

/// <summary>Commands that are ready to paste.</summary>
internal static class Examples
{
    public static string Signup(Uri api) =>
        $$"""
            curl -s http://{{api.Authority}}/client/Create -H 'Content-Type: application/json' -H 'CF-IPCountry: AU' -d '{
              "first_name": "Mia", "last_name": "Nguyen", "birth_date": "1990-04-17",
              "email": "mia@example.com", "phone_number": "+61412345678", "password": "correct horse",
              "country": "AU", "currency_code": "AUD", "address_line1": "1 George Street", "address_city": "Sydney",
              "address_state": "NSW", "address_postcode": "2000", "deposit_limit": 200, "deposit_limit_period": "DAYS_7",
              "affiliate_data": {"aff_id": "a-17", "promo_id": "p-3", "click_id": "c-99"}, "fp": "device-1"}'
            """;

    public static string Query(string bigQueryHost) =>
        $"""
            bq --api=http://{bigQueryHost} --oauth_access_token=local --project_id=local query --use_legacy_sql=false \
              'SELECT timestamp, action, status, error_code, email, country FROM attempts.attempts ORDER BY timestamp DESC LIMIT 10'
            """;

    public static string Indent(string command) =>
        string.Join(Environment.NewLine, command.Split('\n').Select(line => "  " + line.TrimEnd('\r')));
}
