using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>
/// Which field of a request fills which column. A field is named by itself or with the field around it
/// (<c>country.code</c>); case and separators do not matter.
/// </summary>
internal sealed class FieldMap
{
    private static readonly (string Column, string[] Fields)[] Defaults =
    [
        ("fp", ["fp", "fingerprint", "device_fingerprint"]),
        ("email", ["email", "email_address", "user_email", "mail"]),
        (
            "country",
            ["country", "country_code", "address_country", "address_country_code", "country.code", "residence_country"]
        ),
        ("currency", ["currency", "currency_code", "account_currency", "currency.code"]),
        ("phone", ["phone", "phone_number", "mobile", "mobile_number", "mobile_phone", "telephone", "phone.number"]),
        ("aff_data", ["aff_data", "affiliate_data", "affiliate"]),
        ("brand", ["brand", "brand_id", "brand_name"]),
        ("client_id", ["client_id", "player_id", "client.id", "player.id"]),
        ("deposit.method", ["payment_method"]),
        ("deposit.provider", ["payment_provider", "psp"]),
        ("deposit.deposit_id", ["transaction_id"]),
        ("deposit.card_last4", ["last4"]),
        ("deposit.card_scheme", ["card.scheme", "card.brand"]),
        ("deposit.card_funding", ["card.funding"]),
        ("deposit.card_country", ["card.country"]),
        ("deposit.limit_period", ["deposit_limit_period"]),
    ];

    // Names of a login's identifier: the email, where it is one.
    private static readonly string[] Identifiers = ["login", "username", "user_name", "identifier", "user_id_or_email"];

    private readonly Dictionary<string, List<ColumnRule>> _rules = new(StringComparer.Ordinal);

    /// <param name="overrides">Field → column's full name; an empty column takes the field out of the map.</param>
    public FieldMap(IEnumerable<KeyValuePair<string, string>> overrides)
    {
        foreach (var (column, fields) in Defaults)
        {
            foreach (var field in fields)
            {
                Add(field, Columns.Find(column)!);
            }
        }

        foreach (var field in Identifiers)
        {
            Add(field, Columns.Email, onlyEmail: true);
        }

        foreach (var column in Columns.Deposit.Concat(Columns.Verification))
        {
            Add(column.Name, column);
        }

        foreach (var (field, column) in overrides)
        {
            var (parent, name) = Split(field);
            if (_rules.TryGetValue(name, out var rules))
            {
                rules.RemoveAll(rule => string.Equals(rule.Parent, parent));
            }

            if (Columns.Find(column) is { } known)
            {
                Add(field, known);
            }
        }
    }

    /// <summary>The rules for a field's squashed name; those that name the field around it come first.</summary>
    public ColumnRule[] Find(string squashed) =>
        _rules.TryGetValue(squashed, out var rules)
            ? [.. rules.OrderByDescending(rule => rule.Parent is not null)]
            : [];

    private void Add(string field, Column column, bool onlyEmail = false)
    {
        var (parent, name) = Split(field);
        if (!_rules.TryGetValue(name, out var rules))
        {
            _rules[name] = rules = [];
        }

        rules.Add(new ColumnRule(parent, column, onlyEmail));
    }

    private static (string? Parent, string Name) Split(string field)
    {
        var dot = field.LastIndexOf('.');
        return dot < 0
            ? (null, SensitiveNames.Squash(field))
            : (SensitiveNames.Squash(field[..dot]), SensitiveNames.Squash(field[(dot + 1)..]));
    }
}

/// <summary>A column a field may fill.</summary>
/// <param name="Parent">The squashed name the field around it must have; null for any.</param>
/// <param name="Column">The column.</param>
/// <param name="OnlyEmail">Whether only an email's text fills it.</param>
internal sealed record ColumnRule(string? Parent, Column Column, bool OnlyEmail)
{
    /// <summary>Whether a field of an attempt fills the column.</summary>
    public bool Takes(AttemptAction action, string? parent) =>
        (Parent is null || string.Equals(Parent, parent)) && (Column.OnlyFor is null || Column.OnlyFor == action);

    /// <summary>Whether the field's text can fill the column.</summary>
    public bool Fits(ReadOnlySpan<byte> text) => !OnlyEmail || text.Contains((byte)'@');
}
