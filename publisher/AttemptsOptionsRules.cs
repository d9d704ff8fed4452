using System.Net;
using System.Text.RegularExpressions;
using NextCode.Attempts.Publisher.Capture.Fields;

namespace NextCode.Attempts.Publisher;

/// <summary>What is wrong with options.</summary>
internal static class AttemptsOptionsRules
{
    private const int MinCap = 256;
    private const int MinKeyBytes = 32;
    private const int MaxCap = 1024 * 1024;

    public static IEnumerable<string> Broken(AttemptsOptions options)
    {
        if (options.Topic is { } topic && string.IsNullOrWhiteSpace(topic))
        {
            yield return $"{nameof(options.Topic)} is blank.";
        }

        if (options.ServiceName is { } service && string.IsNullOrWhiteSpace(service))
        {
            yield return $"{nameof(options.ServiceName)} is blank.";
        }

        if (options.BodyCapBytes is < MinCap or > MaxCap)
        {
            yield return $"{nameof(options.BodyCapBytes)} is {options.BodyCapBytes}; {MinCap} to {MaxCap}.";
        }

        foreach (var (index, route) in options.Routes.Index())
        {
            if (!route.Pattern.StartsWith('/'))
            {
                yield return $"{nameof(options.Routes)}[{index}].{nameof(route.Pattern)} is '{route.Pattern}'; it begins with '/'.";
            }

            if (route.Action is null)
            {
                yield return $"{nameof(options.Routes)}[{index}].{nameof(route.Action)} is missing.";
            }

            if (string.IsNullOrWhiteSpace(route.Method))
            {
                yield return $"{nameof(options.Routes)}[{index}].{nameof(route.Method)} is blank.";
            }
        }

        if (options.GraphQL.RequestCapBytes is < 1024 or > MaxCap)
        {
            yield return $"{nameof(options.GraphQL)}.{nameof(options.GraphQL.RequestCapBytes)} is {options.GraphQL.RequestCapBytes}; 1024 to {MaxCap}.";
        }

        foreach (var path in options.GraphQL.Paths.Where(path => !path.StartsWith('/')))
        {
            yield return $"{nameof(options.GraphQL)}.{nameof(options.GraphQL.Paths)} has '{path}'; it begins with '/'.";
        }

        foreach (var proxy in options.TrustedProxies)
        {
            if (!IPNetwork.TryParse(proxy, out _) && !IPAddress.TryParse(proxy, out _))
            {
                yield return $"{nameof(options.TrustedProxies)} has '{proxy}', which is no address and no network.";
            }
        }

        if (!(options.SampleRate is >= 0 and <= 1))
        {
            yield return $"{nameof(options.SampleRate)} is {options.SampleRate}; 0 to 1.";
        }

        if (PseudonymFault(options.Pseudonyms) is { } fault)
        {
            yield return $"{nameof(options.Pseudonyms)}.{fault}";
        }

        foreach (var (field, column) in options.Fields)
        {
            if (!string.IsNullOrEmpty(column) && Columns.Find(column) is null)
            {
                yield return $"{nameof(options.Fields)}[{field}] is '{column}', which is no column a field can fill.";
            }
        }

        foreach (var (raw, code) in options.ErrorCodes)
        {
            if (!ErrorCode.TryParse(code, out _))
            {
                yield return $"{nameof(options.ErrorCodes)}[{raw}] is '{code}', which is no code of the catalogue.";
            }
        }

        foreach (var text in options.ErrorTexts)
        {
            if (!ErrorCode.TryParse(text.Code, out _))
            {
                yield return $"{nameof(options.ErrorTexts)} maps '{text.Pattern}' to '{text.Code}', which is no code of the catalogue.";
            }

            if (PatternFault(text.Pattern) is { } mistake)
            {
                yield return $"{nameof(options.ErrorTexts)} has the pattern '{text.Pattern}': {mistake}";
            }
        }
    }

    private static string? PseudonymFault(PseudonymOptions options)
    {
        if (string.IsNullOrEmpty(options.Key))
        {
            return string.IsNullOrEmpty(options.KeyId) ? null : $"{nameof(options.Key)} is missing.";
        }

        var buffer = new byte[options.Key.Length];
        if (!Convert.TryFromBase64String(options.Key, buffer, out var length) || length < MinKeyBytes)
        {
            return $"{nameof(options.Key)} is not base64 of at least {MinKeyBytes} bytes.";
        }

        return string.IsNullOrEmpty(options.KeyId) || !options.KeyId.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? $"{nameof(options.KeyId)} is '{options.KeyId}'; letters, digits and '_'."
            : null;
    }

    private static string? PatternFault(string pattern)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            return "it is empty and would match everything.";
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.ExplicitCapture, Capture.Outcome.ErrorMap.MatchTimeout);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }
}
