namespace NextCode.Attempts.Reports.Tests.Fixtures;

/// <summary>The rows that wrong queries stumble over, written by hand.</summary>
internal static class Traps
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Row> OneRow() => [Row(1, Midnight) with { Duration = 7_999_999, Geo = "JP" }];

    public static IReadOnlyList<Row> Rows() =>
        [.. Edges(), .. Repeats(), .. Nulls(), .. Ties(), .. Cohorts(), .. Networks(), .. Payments()];

    /// <summary>A sign-up that failed, numbered.</summary>
    private static Row Row(int number, DateTimeOffset at) =>
        new()
        {
            AttemptId = $"a-{number:0000}",
            Timestamp = at,
            IngestedAt = at.AddMilliseconds(350),
            Action = "signup",
            Status = "error",
            ErrorCode = "EMAIL_INVALID",
            ErrorCategory = "validation",
            Producer = "p-1",
            Sequence = number,
            Geo = "DE",
            Domain = "bet.example",
            Fp = $"fp-{number % 7}",
            Duration = 12_000_000,
        };

    /// <summary>On both sides of midnight, of the month's edge, of the period's two ends, by a microsecond.</summary>
    private static IEnumerable<Row> Edges()
    {
        yield return Row(1, Midnight);
        yield return Row(2, Midnight.AddMicroseconds(-1));
        yield return Row(3, Midnight.AddMicroseconds(1));
        yield return Row(4, Midnight.AddHours(1).AddMicroseconds(-1));
        yield return Row(5, Fixture.MonthEdge.From);
        yield return Row(6, Fixture.MonthEdge.From.AddMicroseconds(-1));
        yield return Row(7, Fixture.MonthEdge.To);
        yield return Row(8, Fixture.MonthEdge.To.AddMicroseconds(-1)) with
        {
            ErrorCode = "MAINTENANCE",
        };
        yield return Row(9, Fixture.MonthEdge.To.AddDays(-1)) with
        {
            ErrorCode = "IP_BLOCKED",
        };
        yield return Row(10, Fixture.MonthEdge.To.AddDays(-1).AddMilliseconds(-1)) with
        {
            ErrorCode = "BOT_SUSPECTED",
        };
    }

    /// <summary>One attempt three times, of which the newest says success; one twice without a time of arrival.</summary>
    private static IEnumerable<Row> Repeats()
    {
        var at = Midnight.AddHours(2);
        yield return Row(20, at) with
        {
            IngestedAt = at.AddSeconds(1),
        };
        yield return Row(20, at) with
        {
            IngestedAt = at.AddSeconds(9),
            Status = "success",
            ErrorCode = null,
            ErrorCategory = null,
            ClientId = "c-20",
        };
        yield return Row(20, at) with
        {
            IngestedAt = at.AddSeconds(5),
            Status = "blocked",
        };
        yield return Row(21, at) with
        {
            IngestedAt = null,
        };
        yield return Row(21, at) with
        {
            IngestedAt = at.AddSeconds(2),
            ErrorCode = "UNKNOWN",
            ErrorRaw = "err_21",
        };
    }

    /// <summary>As empty as rows can be, and the countries that are none.</summary>
    private static IEnumerable<Row> Nulls()
    {
        yield return new Row { AttemptId = "n-1", Timestamp = Midnight.AddHours(3) };
        yield return new Row
        {
            AttemptId = "n-2",
            Timestamp = null,
            Action = "login",
        };
        yield return new Row
        {
            AttemptId = "n-3",
            Timestamp = Midnight.AddHours(3),
            Action = "deposit",
        };
        yield return new Row
        {
            AttemptId = "n-4",
            Timestamp = Midnight.AddHours(3),
            Action = "verification",
        };
        yield return Row(30, Midnight.AddHours(3)) with
        {
            Geo = null,
            Fp = null,
            Ip = null,
            Duration = null,
        };
        yield return Row(31, Midnight.AddHours(3)) with
        {
            Geo = "XX",
            Fp = null,
            Ip = "203.0.113.7",
        };
        yield return Row(32, Midnight.AddHours(3)) with
        {
            Geo = "T1",
            ErrorCode = "UNKNOWN",
            ErrorRaw = null,
            AffData = "{not json",
            AdditionalData = "12",
        };
        yield return Row(33, Midnight.AddHours(3)) with
        {
            ErrorCode = "VALIDATION_FAILED",
            Errors =
            [
                new("email", "EMAIL_TAKEN", null),
                new("phone", "PHONE_INVALID", "x"),
                new("name", null, null),
                new("mail", "EMAIL_TAKEN", null),
            ],
            Email = "a@b.example",
        };
        yield return Row(34, Midnight.AddHours(3)) with
        {
            Status = "success",
            ErrorCode = null,
            ErrorCategory = null,
            ClientId = null,
        };
    }

    /// <summary>Percentiles where values repeat, and where the rank falls on the edge between two: 20 samples, p95 is the 19th.</summary>
    private static IEnumerable<Row> Ties()
    {
        for (var i = 1; i <= 20; i++)
        {
            yield return Row(100 + i, Midnight.AddHours(4)) with
            {
                Action = "login",
                Geo = "FR",
                Duration = i * 1_000_000L,
                Status = "success",
                ErrorCode = null,
                ErrorCategory = null,
            };
            yield return Row(120 + i, Midnight.AddHours(4)) with
            {
                Action = "login",
                Geo = "JP",
                Duration = (i < 11 ? 10 : 24) * 1_000_000L,
                Status = "success",
                ErrorCode = null,
                ErrorCategory = null,
            };
        }

        yield return Row(141, Midnight.AddHours(4)) with
        {
            Action = "login",
            Geo = "AU",
            Duration = 0,
        };
        yield return Row(142, Midnight.AddHours(4)) with
        {
            Action = "login",
            Geo = "AU",
            Duration = 999_999,
        };
    }

    /// <summary>Accounts that matured, that did not, that opened on the horizon and one millisecond after it.</summary>
    private static IEnumerable<Row> Cohorts()
    {
        var number = 200;
        foreach (
            var (at, openAfterMs, seenAfterMs, failed) in new (DateTimeOffset, long?, long?, bool)[]
            {
                (Midnight.AddHours(5), 4_000, 4_500, false),
                (Midnight.AddHours(5), 9_000, 12_000, true),
                (Midnight.AddHours(5), 9_000, 12_001, true),
                (Midnight.AddHours(5), 9_000, 11_999, true),
                (Midnight.AddHours(5), 3_600_000, 3_600_400, true),
                (Midnight.AddHours(5), 3_600_001, 3_600_400, true),
                (Midnight.AddHours(5), null, null, true),
                (Midnight.AddMilliseconds(-1), 0, 1_000, false),
                (Fixture.MonthEdge.To.AddHours(-1), 2_000, 7_000, false),
                (Fixture.MonthEdge.To.AddHours(-1).AddMilliseconds(1), 2_000, 2_000, false),
                (Fixture.MonthEdge.To.AddSeconds(-2), 3_000, null, false),
            }
        )
        {
            var client = $"c-{number}";
            yield return Row(number, at) with
            {
                Status = "success",
                ErrorCode = null,
                ErrorCategory = null,
                ClientId = client,
                Email = $"{client}@gmul.example",
                EmailDomain = "gmul.example",
                EmailDomainSuggestion = "gmail.example",
            };
            if (openAfterMs is { } open)
            {
                yield return Told(
                    number,
                    "b",
                    at.AddMilliseconds(open),
                    client,
                    new()
                    {
                        Event = "client_status_changed",
                        StatusAfter = "OPEN",
                        StatusBefore = "PRE_OPEN",
                    }
                );
            }

            if (seenAfterMs is { } seen)
            {
                yield return Told(
                    number,
                    "s",
                    at.AddMilliseconds(seen),
                    client,
                    new() { Event = "status_push_received", StatusAfter = "OPEN" }
                );
            }

            yield return Told(
                number,
                "w",
                at.AddMilliseconds(7_000),
                client,
                new()
                {
                    Event = "wait_ended",
                    WaitedMs = 7_000,
                    ConfiguredTimeoutMs = number == 203 ? 8_000 : null,
                }
            );
            if (failed)
            {
                yield return Told(
                    number,
                    "n",
                    at.AddMilliseconds(7_100),
                    client,
                    new() { Event = "navigated", Onward = "FAILED_VERIFICATION" }
                );
            }

            number++;
        }

        // Saw the failure without a sign-up in the period.
        yield return Told(
            299,
            "n",
            Midnight.AddHours(6),
            "c-old",
            new() { Event = "navigated", Onward = "FAILED_VERIFICATION" }
        );
        yield return Told(
            299,
            "b",
            Midnight.AddHours(5),
            "c-old",
            new() { Event = "client_status_changed", StatusAfter = "OPEN" }
        );
    }

    private static Row Told(int number, string letter, DateTimeOffset at, string client, VerificationDetails details) =>
        Row(number, at) with
        {
            AttemptId = $"v-{number}-{letter}",
            Action = "verification",
            Status = "success",
            ErrorCode = null,
            ErrorCategory = null,
            Sequence = null,
            ClientId = client,
            Verification = details,
        };

    private static IEnumerable<Row> Networks()
    {
        var at = Midnight.AddHours(7);
        string?[] addresses =
        [
            "203.0.113.7",
            "203.0.113.99",
            "2001:db8:77:1::9",
            "2001:db8:77:2::9",
            "2001:db8::1",
            "::1",
            "not an address",
            "1.2.3",
            "",
        ];
        string?[] referrers =
        [
            "https://Tips.Example/review?a=b",
            "https://tips.example",
            "http://tips.example:8080/x",
            "android-app://com.example",
            "no address",
            "://x",
            "",
        ];
        for (var i = 0; i < 9; i++)
        {
            yield return Row(300 + i, at.AddSeconds(i)) with
            {
                Ip = addresses[i],
                Referrer = i < referrers.Length ? referrers[i] : null,
                AsNumber = i % 2 == 0 ? "13335" : null,
                AsHosting =
                    i % 3 == 0 ? true
                    : i % 3 == 1 ? false
                    : null,
                AffData =
                    i < 3 ? """{"aff_id":"a-1","promo_id":7}"""
                    : i == 3 ? """{"aff_id":12}"""
                    : null,
                AdditionalData = i % 4 == 0 ? """{"bonus_code":"WELCOME50"}""" : null,
            };
        }

        // Limited, and through before, after and never.
        yield return Limited(320, at, "fp-x", "signup-by-fingerprint");
        yield return Limited(321, at.AddSeconds(3), "fp-x", "signup-by-fingerprint");
        yield return Row(322, at.AddSeconds(1)) with
        {
            Fp = "fp-x",
            Status = "success",
            ErrorCode = null,
            ErrorCategory = null,
            ClientId = "c-322",
        };
        yield return Limited(323, at, "fp-y", "signup-by-fingerprint");
        yield return Row(324, at) with
        {
            Fp = "fp-y",
            Status = "success",
            ErrorCode = null,
            ErrorCategory = null,
            ClientId = "c-324",
        };
        yield return Limited(325, at, null, null);
    }

    private static Row Limited(int number, DateTimeOffset at, string? fp, string? limiter) =>
        Row(number, at) with
        {
            Fp = fp,
            Status = "blocked",
            ErrorCode = "RATE_LIMITED",
            ErrorCategory = "rate_limited",
            AdditionalData = limiter is null ? null : $$"""{"rate_limiter":"{{limiter}}"}""",
        };

    /// <summary>A deposit refused, tried again within the hour and after it, named as a retry, without an id.</summary>
    private static IEnumerable<Row> Payments()
    {
        var at = Midnight.AddHours(8);
        yield return Step(400, at, "c-1", "d-1", "initiate", "pending", null);
        yield return Step(401, at.AddSeconds(2), "c-1", "d-1", "authorise", "error", "INSUFFICIENT_FUNDS") with
        {
            Deposit = Card("d-1", "authorise") with { ProviderErrorCode = "insufficient_funds" },
        };
        yield return Step(402, at.AddHours(1), "c-1", "d-2", "capture", "success", null);
        yield return Step(
            403,
            at.AddHours(3).AddMilliseconds(1),
            "c-1",
            "d-3",
            "authenticate_3ds",
            "error",
            "THREE_DS_FAILED"
        ) with
        {
            Deposit = Card("d-3", "authenticate_3ds") with { ThreeDsResult = "N" },
        };
        yield return Step(404, at.AddHours(4).AddMilliseconds(2), "c-1", "d-4", "capture", "success", null);
        yield return Step(405, at.AddHours(5), "c-1", "d-5", "capture", "success", null) with
        {
            Deposit = Card("d-5", "capture") with { RetryOf = "a-0403", ThreeDsResult = "Y" },
        };
        yield return Step(406, at, null, null, "initiate", "blocked", "DEPOSIT_LIMIT_EXCEEDED") with
        {
            Deposit = new()
            {
                Phase = "initiate",
                Method = "payid",
                Amount = 500,
                LimitType = "customer_gross",
                LimitRemaining = 99.95m,
            },
        };
        yield return Step(407, at, null, "d-7", "webhook", "success", null) with
        {
            Deposit = Card("d-7", "webhook") with { ProviderStatus = "AUTHORISED" },
        };
        yield return Step(408, at, null, "d-8", "webhook", "cancelled", "PAYMENT_CANCELLED") with
        {
            Deposit = Card("d-8", "webhook") with { ProviderStatus = "CANCELLED" },
        };
    }

    private static Row Step(
        int number,
        DateTimeOffset at,
        string? client,
        string? id,
        string phase,
        string status,
        string? code
    ) =>
        Row(number, at) with
        {
            Action = "deposit",
            Status = status,
            ErrorCode = code,
            ErrorCategory = code is null ? null : "payment",
            ClientId = client,
            Currency = "AUD",
            Deposit = Card(id, phase),
        };

    private static DepositDetails Card(string? id, string phase) =>
        new()
        {
            DepositId = id,
            Phase = phase,
            Method = "card",
            CardScheme = "visa",
            Amount = 20.10m,
            AmountMinor = 2010,
        };
}
