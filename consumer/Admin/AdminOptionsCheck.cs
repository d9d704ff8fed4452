namespace NextCode.Attempts.Consumer.Admin;

/// <summary>Says what is wrong with the admin settings.</summary>
internal static class AdminOptionsCheck
{
    private const string Section = $"{ConsumerOptions.Section}:{nameof(ConsumerOptions.Admin)}";

    public static IEnumerable<string> Failures(AdminOptions options)
    {
        if (options.AllowAnonymous && options.Audiences.Count + options.IapAudiences.Count + options.Emails.Count > 0)
        {
            yield return $"{Section}:AllowAnonymous lets everybody in; it cannot be set beside Audiences, IapAudiences or Emails.";
        }

        if (options.Lease < TimeSpan.FromSeconds(10) || options.Lease > TimeSpan.FromMinutes(10))
        {
            yield return $"{Section}:Lease is {options.Lease}; it must be 00:00:10 to 00:10:00.";
        }

        if (options.ArchiveAfter is { } after && (after < TimeSpan.FromMinutes(1) || after > TimeSpan.FromDays(30)))
        {
            yield return $"{Section}:ArchiveAfter is {after}; it must be 00:01:00 to 30.00:00:00.";
        }

        if (options.ArchiveAfter is not null && options.Store.Length == 0)
        {
            yield return $"{Section}:ArchiveAfter needs Store: without it there is nowhere to archive to.";
        }
    }
}
