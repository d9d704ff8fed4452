namespace NextCode.Attempts;

/// <summary>The names the enumerations have on the wire, in the table and in message attributes.</summary>
public static class WireNames
{
    /// <summary>The wire name of an action, e.g. <c>restore_password</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static string ToWireName(this AttemptAction action) =>
        action switch
        {
            AttemptAction.Signup => "signup",
            AttemptAction.Login => "login",
            AttemptAction.RestorePassword => "restore_password",
            AttemptAction.Validate => "validate",
            AttemptAction.Verification => "verification",
            AttemptAction.Deposit => "deposit",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an attempt action."),
        };

    /// <summary>The wire name of a status, e.g. <c>multi_account</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static string ToWireName(this AttemptStatus status) =>
        status switch
        {
            AttemptStatus.Success => "success",
            AttemptStatus.Error => "error",
            AttemptStatus.Blocked => "blocked",
            AttemptStatus.Pending => "pending",
            AttemptStatus.Cancelled => "cancelled",
            AttemptStatus.Test => "test",
            AttemptStatus.MultiAccount => "multi_account",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not an attempt status."),
        };

    /// <summary>The wire name of a category, e.g. <c>rate_limited</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static string ToWireName(this ErrorCategory category) =>
        category switch
        {
            ErrorCategory.Validation => "validation",
            ErrorCategory.Conflict => "conflict",
            ErrorCategory.Blocked => "blocked",
            ErrorCategory.RateLimited => "rate_limited",
            ErrorCategory.Auth => "auth",
            ErrorCategory.Payment => "payment",
            ErrorCategory.Upstream => "upstream",
            ErrorCategory.Internal => "internal",
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Not an error category."),
        };

    /// <summary>Reads an action's wire name; case does not matter.</summary>
    public static bool TryParseAction(string? name, out AttemptAction action)
    {
        foreach (var candidate in Enum.GetValues<AttemptAction>())
        {
            if (string.Equals(candidate.ToWireName(), name, StringComparison.OrdinalIgnoreCase))
            {
                action = candidate;
                return true;
            }
        }

        action = default;
        return false;
    }
}
