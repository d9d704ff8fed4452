using System.Buffers;

namespace NextCode.Attempts.Consumer.Ingest.Push;

/// <summary>Reads a request's body whole, without copying it out of the server's buffers.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The body's bytes, which are the server's until the reader is advanced past them; null when they are more than the
    /// server takes.
    /// </summary>
    public static async ValueTask<ReadOnlySequence<byte>?> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(cancellationToken);
                if (result.IsCompleted || result.Buffer.Length == request.ContentLength)
                {
                    return result.Buffer;
                }

                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
