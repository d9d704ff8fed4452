using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Writes the columns <c>deposit</c> and <c>verification</c>: the handler's members, else those found in the bodies.</summary>
internal static class RecordWriter
{
    public static void Deposit(
        JsonOutput writer,
        DepositDetails? said,
        AttemptAction action,
        JsonRedactor redactor,
        Workspace workspace
    )
    {
        if (said is null && action is not AttemptAction.Deposit)
        {
            return;
        }

        object?[]? values = said is null
            ? null
            :
            [
                said.DepositId,
                said.Phase,
                said.Amount,
                said.AmountMinor,
                said.Method,
                said.Provider,
                said.ProviderTxId,
                said.ProviderStatus,
                said.ProviderErrorCode,
                said.NetworkDeclineCode,
                said.CardScheme,
                said.CardFunding,
                said.CardLast4,
                said.CardCountry,
                said.ThreeDsVersion,
                said.ThreeDsResult,
                said.IsFirstDeposit,
                said.DepositSeq,
                said.RetryOf,
                said.BonusCode,
                said.LimitType,
                said.LimitAmount,
                said.LimitPeriod,
                said.LimitRemaining,
                said.ClientStatus,
                said.ProviderDuration,
            ];
        Write(writer, "deposit"u8, Columns.Deposit, values, redactor, workspace);
    }

    public static void Verification(
        JsonOutput writer,
        VerificationDetails? said,
        AttemptAction action,
        JsonRedactor redactor,
        Workspace workspace
    )
    {
        if (said is null && action is not AttemptAction.Verification)
        {
            return;
        }

        object?[]? values = said is null
            ? null
            :
            [
                said.Event,
                said.SignupAttemptId,
                said.Source,
                said.StatusBefore,
                said.StatusAfter,
                said.VerificationApproved,
                said.SinceSignupMs,
                said.PushDelayMs,
                said.ConfiguredTimeoutMs,
                said.WaitEndReason,
                said.WaitedMs,
                said.OffersCount,
                said.Onward,
                said.Provider,
            ];
        Write(writer, "verification"u8, Columns.Verification, values, redactor, workspace);
    }

    private static void Write(
        JsonOutput writer,
        ReadOnlySpan<byte> name,
        Column[] columns,
        object?[]? said,
        JsonRedactor redactor,
        Workspace workspace
    )
    {
        var begun = false;
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            var value = said?[i];
            if (value is null && !workspace.Columns.IsSet(column))
            {
                continue;
            }

            if (!begun)
            {
                writer.Open((byte)'{', name);
                begun = true;
            }

            switch (value)
            {
                case string text:
                    writer.Member(column.Utf8Name, redactor.RedactText(text, workspace));
                    break;
                case decimal number:
                    writer.Member(column.Utf8Name, number);
                    break;
                case long number:
                    writer.Member(column.Utf8Name, number);
                    break;
                case bool flag:
                    writer.Member(column.Utf8Name, flag);
                    break;
                case null when column.Kind is ColumnKind.Integer or ColumnKind.Number or ColumnKind.Boolean:
                    writer.Raw(column.Utf8Name, workspace.Columns[column]);
                    break;
                default:
                    writer.Member(column.Utf8Name, workspace.Columns[column]);
                    break;
            }
        }

        if (begun)
        {
            writer.Close((byte)'}');
        }
    }
}
