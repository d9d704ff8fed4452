using System.Globalization;
using System.Text.RegularExpressions;

namespace NextCode.Attempts.Local.SampleApi.Operations;

/// <summary>What a field must look like, the same for the whole form and for one field checked while it is typed.</summary>
internal static partial class FieldRules
{
    private const int MaxLength = 128;
    private const int MinPasswordLength = 8;

    private static readonly string[] Currencies = ["AUD", "CAD", "EUR", "GBP", "NZD", "USD"];

    public static FieldFault? Required(string field, string? value) =>
        string.IsNullOrWhiteSpace(value) ? new(field, ErrorCode.FieldRequired, $"{field} is required.")
        : value.Length > MaxLength
            ? new(field, ErrorCode.FieldTooLong, $"{field} is longer than {MaxLength} characters.")
        : null;

    public static FieldFault? Email(string field, string? value) =>
        Required(field, value)
        ?? (EmailPattern.IsMatch(value!) ? null : new(field, ErrorCode.EmailInvalid, "This is not an email address."));

    public static FieldFault? Phone(string field, string? value) =>
        Required(field, value)
        ?? (
            PhonePattern.IsMatch(NormalisePhone(value!))
                ? null
                : new(field, ErrorCode.PhoneInvalid, "Give the number with its country code, e.g. +61412345678.")
        );

    public static FieldFault? Password(string field, string? value) =>
        Required(field, value)
        ?? (
            value!.Length >= MinPasswordLength
                ? null
                : new(field, ErrorCode.PasswordWeak, $"Use at least {MinPasswordLength} characters.")
        );

    public static FieldFault? Username(string field, string? value) =>
        Required(field, value)
        ?? (
            UsernamePattern.IsMatch(value!)
                ? null
                : new(field, ErrorCode.UsernameInvalid, "Use 3 to 32 letters, digits, dots, dashes or underscores.")
        );

    public static FieldFault? BirthDate(string field, string? value) =>
        Required(field, value)
        ?? (
            ParseDate(value) is not null
                ? null
                : new(field, ErrorCode.DateOfBirthInvalid, "Give the date of birth as yyyy-MM-dd.")
        );

    public static FieldFault? Country(string field, string? value) =>
        Required(field, value)
        ?? (
            CountryPattern.IsMatch(value!)
                ? null
                : new(field, ErrorCode.FieldInvalid, "Give the country as two letters, e.g. AU.")
        );

    public static FieldFault? Currency(string field, string? value) =>
        Required(field, value)
        ?? (
            Currencies.Contains(value!, StringComparer.OrdinalIgnoreCase)
                ? null
                : new(field, ErrorCode.CurrencyNotSupported, $"Use one of {string.Join(", ", Currencies)}.")
        );

    public static FieldFault? BonusCode(string field, string? value) =>
        string.IsNullOrEmpty(value) || BonusCodePattern.IsMatch(value)
            ? null
            : new(field, ErrorCode.BonusCodeInvalid, "There is no such bonus code.");

    /// <summary>Reads a date as yyyy-MM-dd; null where it is none.</summary>
    public static DateOnly? ParseDate(string? value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>A phone number without the spaces, dashes and brackets people type.</summary>
    public static string NormalisePhone(string value) => PhonePunctuation.Replace(value, "");

    [GeneratedRegex(@"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailPattern { get; }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.None, 1000)]
    private static partial Regex PhonePattern { get; }

    [GeneratedRegex(@"[\s().-]", RegexOptions.None, 1000)]
    private static partial Regex PhonePunctuation { get; }

    [GeneratedRegex("^[A-Za-z0-9._-]{3,32}$", RegexOptions.None, 1000)]
    private static partial Regex UsernamePattern { get; }

    [GeneratedRegex("^[A-Za-z]{2}$", RegexOptions.None, 1000)]
    private static partial Regex CountryPattern { get; }

    // EXPIRED… stands for the codes that were valid once.
    [GeneratedRegex("^(?!EXPIRED)[A-Z0-9]{3,20}$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex BonusCodePattern { get; }
}
