namespace NextCode.Attempts.Google;

/// <summary>What a failed call means for the caller.</summary>
public enum GoogleErrorKind
{
    /// <summary>The same call may succeed later: no answer, a server fault, a name not yet known everywhere.</summary>
    Transient,

    /// <summary>Too much was asked in too short a time, or a quota is used up: later, and slower.</summary>
    Throttled,

    /// <summary>The same call will be refused again until somebody changes something.</summary>
    Permanent,
}
