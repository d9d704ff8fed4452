namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>Why an account could not be added.</summary>
internal enum AccountConflict
{
    None,
    EmailTaken,
    UsernameTaken,
    SamePerson,
}
