namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>What makes two signups the same human: names without regard to case, and the date of birth.</summary>
internal readonly record struct Person(string FirstName, string LastName, DateOnly BirthDate)
{
    public static Person Of(string firstName, string lastName, DateOnly birthDate) =>
        new(firstName.Trim().ToUpperInvariant(), lastName.Trim().ToUpperInvariant(), birthDate);
}
