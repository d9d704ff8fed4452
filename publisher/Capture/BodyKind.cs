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
    public static BodyKind Of(string? contentType, ReadOnlySpan<byte> body)
    {
        var type = contentType.AsSpan();
        var semicolon = type.IndexOf(';');
        type = (semicolon < 0 ? type : type[..semicolon]).Trim();
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
}
