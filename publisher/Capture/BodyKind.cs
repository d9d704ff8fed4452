namespace NextCode.Attempts.Publisher.Capture;

/// <summary>How a body is read.</summary>
internal enum BodyKind
{
    Other,
    Json,
    Form,
    Multipart,
}

/// <summary>Content types to kinds.</summary>
internal static class BodyKinds
{
    public static bool IsPlainText(string? contentType) =>
        MediaType(contentType).Equals("text/plain", StringComparison.OrdinalIgnoreCase);

    public static BodyKind Of(string? contentType, ReadOnlySpan<byte> body)
    {
        var type = MediaType(contentType);
        if (type.IsEmpty)
        {
            var first = body.TrimStart(" \t\r\n"u8);
            return first.Length > 0 && first[0] is (byte)'{' or (byte)'[' ? BodyKind.Json : BodyKind.Other;
        }

        if (
            type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/json", StringComparison.OrdinalIgnoreCase)
        )
        {
            return BodyKind.Json;
        }

        if (type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return BodyKind.Form;
        }

        return type.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? BodyKind.Multipart
            : BodyKind.Other;
    }

    private static ReadOnlySpan<char> MediaType(string? contentType)
    {
        var type = contentType.AsSpan();
        var semicolon = type.IndexOf(';');
        return (semicolon < 0 ? type : type[..semicolon]).Trim();
    }
}
