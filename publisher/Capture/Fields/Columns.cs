namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>The columns that fields of a body can fill.</summary>
internal static class Columns
{
    public const string DepositRecord = "deposit";
    public const string VerificationRecord = "verification";

    private static readonly List<Column> List = [];

    public static readonly Column Fp = Add(null, "fp");
    public static readonly Column Email = Add(null, "email");
    public static readonly Column Country = Add(null, "country");
    public static readonly Column Currency = Add(null, "currency");
    public static readonly Column Phone = Add(null, "phone", ColumnKind.Phone);
    public static readonly Column AffData = Add(null, "aff_data", ColumnKind.Json);
    public static readonly Column Brand = Add(null, "brand");
    public static readonly Column ClientId = Add(null, "client_id");

    public static readonly Column[] Deposit =
    [
        Add(DepositRecord, "deposit_id"),
        Add(DepositRecord, "phase"),
        Add(DepositRecord, "amount", ColumnKind.Number),
        Add(DepositRecord, "amount_minor", ColumnKind.Integer),
        Add(DepositRecord, "method"),
        Add(DepositRecord, "provider"),
        Add(DepositRecord, "provider_tx_id"),
        Add(DepositRecord, "provider_status"),
        Add(DepositRecord, "provider_error_code"),
        Add(DepositRecord, "network_decline_code"),
        Add(DepositRecord, "card_scheme"),
        Add(DepositRecord, "card_funding"),
        Add(DepositRecord, "card_last4"),
        Add(DepositRecord, "card_country"),
        Add(DepositRecord, "three_ds_version"),
        Add(DepositRecord, "three_ds_result"),
        Add(DepositRecord, "is_first_deposit", ColumnKind.Boolean),
        Add(DepositRecord, "deposit_seq", ColumnKind.Integer),
        Add(DepositRecord, "retry_of"),
        Add(DepositRecord, "bonus_code"),
        Add(DepositRecord, "limit_type"),
        Add(DepositRecord, "limit_amount", ColumnKind.Number),
        Add(DepositRecord, "limit_period"),
        Add(DepositRecord, "limit_remaining", ColumnKind.Number),
        Add(DepositRecord, "client_status"),
        Add(DepositRecord, "provider_duration", ColumnKind.Integer),
    ];

    public static readonly Column[] Verification =
    [
        Add(VerificationRecord, "event"),
        Add(VerificationRecord, "signup_attempt_id"),
        Add(VerificationRecord, "source"),
        Add(VerificationRecord, "status_before"),
        Add(VerificationRecord, "status_after"),
        Add(VerificationRecord, "verification_approved", ColumnKind.Boolean),
        Add(VerificationRecord, "since_signup_ms", ColumnKind.Integer),
        Add(VerificationRecord, "push_delay_ms", ColumnKind.Integer),
        Add(VerificationRecord, "configured_timeout_ms", ColumnKind.Integer),
        Add(VerificationRecord, "wait_end_reason"),
        Add(VerificationRecord, "waited_ms", ColumnKind.Integer),
        Add(VerificationRecord, "offers_count", ColumnKind.Integer),
        Add(VerificationRecord, "onward"),
        Add(VerificationRecord, "provider"),
    ];

    public static IReadOnlyList<Column> All => List;

    public static Column? Find(string fullName) =>
        List.Find(column => string.Equals(column.FullName, fullName, StringComparison.OrdinalIgnoreCase));

    private static Column Add(string? record, string name, ColumnKind kind = ColumnKind.Text)
    {
        var column = new Column(List.Count, record, name, kind);
        List.Add(column);
        return column;
    }
}
