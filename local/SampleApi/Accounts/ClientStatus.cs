namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>Where an account stands with identity verification.</summary>
internal enum ClientStatus
{
    /// <summary>Created, not yet verified.</summary>
    PreOpen,

    /// <summary>Verified: may pay in and bet.</summary>
    Open,
}
