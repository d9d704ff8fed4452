using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace NextCode.Attempts.Publisher.Capture.Tee;

/// <summary>
/// The response body as the application sees it: every call goes to the server's own, unchanged and at once; a copy of
/// the first bytes stays. Before the write that ends the response, <see cref="IResponseObserver.Ending"/> is called.
/// </summary>
internal sealed class ResponseTee(IHttpResponseBodyFeature inner, IResponseObserver observer) : IHttpResponseBodyFeature
{
    private TeeWriteStream? _stream;
    private TeePipeWriter? _writer;

    public Stream Stream => _stream ??= new TeeWriteStream(inner.Stream, observer);

    public PipeWriter Writer => _writer ??= new TeePipeWriter(inner.Writer, observer);

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        // A response without a body ends with its headers.
        observer.Passing([]);
        return inner.StartAsync(cancellationToken);
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        observer.PassingFile(count);
        return inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public Task CompleteAsync()
    {
        observer.Ending();
        return inner.CompleteAsync();
    }
}
