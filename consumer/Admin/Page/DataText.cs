using System.Text;
using System.Text.Unicode;

namespace NextCode.Attempts.Consumer.Admin.Page;

/// <summary>A letter's data as a person can read them.</summary>
internal static class DataText
{
    private const int MaxCharacters = 100_000;

    public static string Of(ReadOnlyMemory<byte> data)
    {
        var text = Utf8.IsValid(data.Span)
            ? Encoding.UTF8.GetString(data.Span)
            : $"Not UTF-8. As base64:\n{Convert.ToBase64String(data.Span)}";
        return text.Length <= MaxCharacters
            ? text
            : $"{text[..MaxCharacters]}\n… {text.Length - MaxCharacters} characters more: the API has all of them.";
    }
}
