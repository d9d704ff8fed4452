using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>How JSON is written and read here.</summary>
internal static class JsonText
{
    /// <summary>The text goes to a message and a table, never into HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions Writer { get; } = new() { Encoder = Encoder, SkipValidation = true };

    public static JsonReaderOptions Reader { get; } =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
}
