using System.Globalization;
using System.Text.RegularExpressions;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Which Metabase releases this program speaks to: 58 and later, of either edition (v0.58.1, v1.63.2).</summary>
internal static partial class MetabaseVersion
{
    public const int Oldest = 58;

    /// <exception cref="MetabaseException">The release is older, or none.</exception>
    public static void Check(string? tag)
    {
        if (
            tag is null
            || !Tag().Match(tag).Groups["major"].Success
            || int.Parse(Tag().Match(tag).Groups["major"].ValueSpan, CultureInfo.InvariantCulture) < Oldest
        )
        {
            throw new MetabaseException(
                $"Metabase {tag ?? "of an unknown version"} is not supported; {Oldest} and later are. Nothing was changed."
            );
        }
    }

    [GeneratedRegex(@"^v?[01]\.(?<major>[0-9]{1,4})(\.|-|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
