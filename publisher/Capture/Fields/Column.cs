using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>A column that a field of a body can fill.</summary>
/// <param name="Index">Its place in <see cref="Columns.All"/>.</param>
/// <param name="Record">The RECORD column it belongs to, <c>deposit</c> or <c>verification</c>; null for a column of its own.</param>
/// <param name="Name">Its name in the table.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record Column(int Index, string? Record, string Name, ColumnKind Kind)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The name a field map uses: <c>email</c>, <c>deposit.amount</c>.</summary>
    public string FullName { get; } = Record is null ? Name : $"{Record}.{Name}";

    /// <summary>Attempts of other actions leave the column to <c>additional_data</c>.</summary>
    public AttemptAction? OnlyFor { get; } =
        Record switch
        {
            Columns.DepositRecord => AttemptAction.Deposit,
            Columns.VerificationRecord => AttemptAction.Verification,
            _ => null,
        };
}

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>Text in which digits are no card number.</summary>
    Phone,

    /// <summary>JSON as text.</summary>
    Json,

    Integer,

    Number,

    Boolean,
}
