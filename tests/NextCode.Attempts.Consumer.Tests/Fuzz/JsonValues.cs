using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>JSON values of every kind, as text, with the odd ones more often than chance has them.</summary>
internal static class JsonValues
{
    private static readonly string[] Odd =
    [
        "true",
        "false",
        "0",
        "-0",
        "1",
        "1.0",
        "1e3",
        "1.5e-3",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "0.1234567891",
        "99999999999999999999999999999.999999999",
        "1e400",
        "\"\"",
        "\" 7\"",
        "\"7\"",
        "\"+7\"",
        "\"007\"",
        "\"TRUE\"",
        "\"NaN\"",
        "\"a\\u0000b\"",
        "\"\\ud83d\\ude00\"",
        "[]",
        "{}",
        "[[],{}]",
    ];

    private static Gen<string> Text =>
        ArbMap
            .Default.GeneratorFor<NonNull<string>>()
            .Where(static text => IsUnicode(text.Get))
            .Select(static text => JsonValue.Create(text.Get).ToJsonString());

    private static Gen<string> Number =>
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(static n => n.ToString(CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<decimal>().Select(static n => n.ToString(CultureInfo.InvariantCulture))
        );

    public static Gen<string> Scalar => Gen.OneOf(Gen.Elements(Odd), Text, Number);

    public static Gen<string> Any =>
        Gen.Frequency(
            (6, Scalar),
            (1, Gen.ListOf(Scalar).Select(static items => $"[{string.Join(',', items)}]")),
            (
                1,
                Gen.ListOf(Scalar)
                    .Select(static items =>
                        $"{{{string.Join(',', items.Select(static (item, index) => $"\"k{index}\":{item}"))}}}"
                    )
            )
        );

    private static bool IsUnicode(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !char.IsSurrogatePair(text, index++))
            {
                return false;
            }
        }

        return true;
    }
}
