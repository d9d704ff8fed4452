using System.Globalization;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>Durations as protobuf writes them in JSON: decimal seconds and an <c>s</c>.</summary>
internal static class Durations
{
    /// <summary>Reads <paramref name="text"/>, or gives <paramref name="absent"/> when there is none.</summary>
    /// <exception cref="ApiException">The text is no duration, or lies outside the bounds.</exception>
    public static TimeSpan Read(string? text, string field, TimeSpan absent, TimeSpan least, TimeSpan most)
    {
        if (text is null)
        {
            return absent;
        }
        if (
            !text.EndsWith('s')
            || !decimal.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var seconds
            )
        )
        {
            throw ApiException.InvalidArgument($"Invalid {field}: \"{text}\" is not a duration such as \"600s\".");
        }
        if (seconds < (decimal)least.TotalSeconds || seconds > (decimal)most.TotalSeconds)
        {
            throw ApiException.InvalidArgument(
                $"Invalid {field}: {text} is not between {Write(least)} and {Write(most)}."
            );
        }
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    public static string Write(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / (decimal)TimeSpan.TicksPerSecond:0.#######}s");
}
