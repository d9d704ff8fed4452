namespace NextCode.Attempts.Consumer.Ingest.Push;

/// <summary>Reads a request's body whole.</summary>
internal static class RequestBody
{
    private const int UnknownLength = 4096;

    /// <summary>The body's bytes; null when it is larger than the server takes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.ContentLength is { } length)
            {
                var exact = new byte[length];
                await request.Body.ReadExactlyAsync(exact, cancellationToken);
                return exact;
            }

            using var buffer = new MemoryStream(UnknownLength);
            await request.Body.CopyToAsync(buffer, cancellationToken);
            return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
