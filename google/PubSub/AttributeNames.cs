using System.Text.Json;

namespace NextCode.Attempts.Google.PubSub;

/// <summary>
/// Names of attributes as strings made once: the messages of a topic have the same few names. Best effort: of two names
/// for one place the later one takes it.
/// </summary>
internal static class AttributeNames
{
    private const int Places = 256;
    private const int MaxLength = 64;

    private static readonly Name?[] Known = new Name?[Places];

    /// <summary>The name of the property the reader stands at.</summary>
    /// <exception cref="InvalidOperationException">It is not valid Unicode.</exception>
    public static string Get(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (reader.ValueIsEscaped || utf8.Length is 0 or > MaxLength)
        {
            return reader.GetString()!;
        }

        var place = ((utf8.Length * 31) + (utf8[^1] * 7) + (utf8[utf8.Length / 2] * 3) + utf8[0]) & (Places - 1);
        if (Volatile.Read(ref Known[place]) is { } known && utf8.SequenceEqual(known.Utf8))
        {
            return known.Text;
        }

        var text = reader.GetString()!;
        Volatile.Write(ref Known[place], new Name(utf8.ToArray(), text));
        return text;
    }

    private sealed record Name(byte[] Utf8, string Text);
}
