namespace NextCode.Attempts.Cli;

/// <summary>What every verb ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and nothing is wrong.</summary>
    public const int Success = 0;

    /// <summary>Done as far as it went: something is left, damaged or refused, and the output says what.</summary>
    public const int Incomplete = 1;

    /// <summary>Not begun: the command line or what it names is wrong.</summary>
    public const int Usage = 2;
}
