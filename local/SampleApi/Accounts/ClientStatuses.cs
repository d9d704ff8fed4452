namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>The names statuses have in requests and answers.</summary>
internal static class ClientStatuses
{
    public static string ToWireName(this ClientStatus status) => status == ClientStatus.Open ? "OPEN" : "PRE_OPEN";

    public static bool TryParse(string? name, out ClientStatus status)
    {
        status = string.Equals(name, "OPEN", StringComparison.OrdinalIgnoreCase)
            ? ClientStatus.Open
            : ClientStatus.PreOpen;
        return string.Equals(name, status.ToWireName(), StringComparison.OrdinalIgnoreCase);
    }
}
