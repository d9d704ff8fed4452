using NextCode.Attempts.Reports.Tests.Fixtures;
using static NextCode.Attempts.Reports.Tests.Expected.Seen;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Expected answers about the way from the form to the first deposit.</summary>
internal static class Registration
{
    private static readonly string[] Duplicates =
    [
        "EMAIL_TAKEN",
        "USERNAME_TAKEN",
        "PHONE_TAKEN",
        "USER_EXISTS",
        "MULTI_ACCOUNT",
    ];

    public static IEnumerable<object?[]> Funnel(Run run)
    {
        var (opened, payers) = (Opened(run), Payers(run));
        var visitors = Unique(run)
            .Where(row => row.Visitor() is not null && row.Action is "signup" or "validate")
            .GroupBy(row => row.Visitor()!, StringComparer.Ordinal)
            .Where(visitor => visitor.Any(row => row.Action == "validate"))
            .ToList();
        var tried = visitors.Where(visitor => visitor.Any(row => row.Action == "signup")).ToList();
        var registered = tried.Where(visitor => visitor.Any(Registered)).ToList();
        var verified = registered.Where(visitor => Clients(visitor.Where(Registered)).Overlaps(opened)).ToList();
        var paid = verified.Count(visitor =>
            Clients(visitor.Where(Registered)).Any(client => opened.Contains(client) && payers.Contains(client))
        );
        int[] steps = [visitors.Count, tried.Count, registered.Count, verified.Count, paid];
        string[] names =
        [
            "validated a field",
            "tried to sign up",
            "got an account",
            "was verified",
            "made the first deposit",
        ];
        return steps.Select(
            (players, i) =>
                new object?[]
                {
                    i + 1,
                    names[i],
                    players,
                    i == 0 ? null : Share(players, steps[i - 1]),
                    Share(players, steps[0]),
                }
        );
    }

    public static IEnumerable<object?[]> ByStatus(Run run)
    {
        var signups = Unique(run, "signup").ToList();
        return signups
            .GroupBy(row => (Day: row.Day(), row.Status, Code: row.ErrorCode ?? ""))
            .OrderBy(group => group.Key.Day)
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Status, Text)
            .ThenBy(group => group.Key.Code, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key.Day,
                    group.Key.Status,
                    group.Key.Code,
                    group.Count(),
                    group.Distinct(Seen.Visitor),
                    Share(group.Count(), signups.Count(row => row.Day() == group.Key.Day)),
                }
            );
    }

    public static IEnumerable<object?[]> EmailsInUse(Run run)
    {
        var logins = Unique(run, "login")
            .Where(row => row.Status == "success" && row.Email is not null)
            .ToLookup(row => row.Email!, StringComparer.Ordinal);
        return Errors(run)
            .Where(error => error.Code == "EMAIL_TAKEN" && error.Row.Action is "signup" or "validate")
            .Where(error => error.Code == "EMAIL_TAKEN")
            .Select(error => error.Row)
            .DistinctBy(row => row.AttemptId)
            .GroupBy(Seen.Day)
            .OrderBy(day => day.Key)
            .Select(day =>
            {
                var emails = day.Distinct(row => row.Email);
                var back = day.Where(row =>
                        row.Email is not null && logins[row.Email].Any(login => login.Ms() > row.Ms())
                    )
                    .Distinct(row => row.Email);
                return new object?[] { day.Key, day.Count(), emails, back, Share(back, emails) };
            });
    }

    public static IEnumerable<object?[]> EmailTypos(Run run) =>
        Unique(run)
            .Where(row => row.EmailDomainSuggestion is not null)
            .GroupBy(row => (row.EmailDomain, row.EmailDomainSuggestion))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.EmailDomain, Text)
            .ThenBy(group => group.Key.EmailDomainSuggestion, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key.EmailDomain,
                    group.Key.EmailDomainSuggestion,
                    group.Count(),
                    group.Distinct(row => row.Email),
                    group.Count(Registered),
                }
            );

    public static IEnumerable<object?[]> Affiliates(Run run)
    {
        var (opened, payers) = (Opened(run), Payers(run));
        return Unique(run, "signup")
            .GroupBy(row =>
                (
                    Affiliate: Member(row.AffData, "aff_id") ?? "(none)",
                    Bonus: Member(row.AdditionalData, "bonus_code") ?? "(none)"
                )
            )
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Affiliate, Text)
            .ThenBy(group => group.Key.Bonus, Text)
            .Select(group =>
            {
                var registered = group.Where(row => row.Status == "success").ToList();
                var duplicates = group.Count(row =>
                    row.Status == "multi_account" || Duplicates.Contains(row.ErrorCode)
                );
                var depositors = registered.Count(row => row.ClientId is { } client && payers.Contains(client));
                return new object?[]
                {
                    group.Key.Affiliate,
                    group.Key.Bonus,
                    group.Count(),
                    registered.Count,
                    registered.Count(row => row.ClientId is { } client && opened.Contains(client)),
                    depositors,
                    duplicates,
                    Share(duplicates, group.Count()),
                    Share(depositors, registered.Count),
                };
            });
    }

    private static bool Registered(Row row) => row is { Action: "signup", Status: "success" };
}
