using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NextCode.Attempts.Publisher.Capture.Tee;

/// <summary>The request body as the application sees it, both as stream and as pipe, with a copy of the first bytes kept.</summary>
internal sealed class RequestTee : IRequestBodyPipeFeature
{
    private readonly HttpContext _context;
    private readonly Stream _body;
    private readonly IRequestBodyPipeFeature? _pipe;
    private readonly Stream _stream;
    private readonly TeePipeReader? _reader;

    private RequestTee(HttpContext context, Stream stream, BodyCapture capture)
    {
        _context = context;
        _body = context.Request.Body;
        _pipe = (IRequestBodyPipeFeature?)context.Features[typeof(IRequestBodyPipeFeature)];
        // Taken before the body is replaced: afterwards the server would make a reader over our stream.
        _reader = _pipe is null ? null : new TeePipeReader(_pipe.Reader, capture);
        _stream = stream;
    }

    /// <summary>The tee while nobody has put another body in its place (e.g. to rewind it), else the server's reader over that body.</summary>
    public PipeReader Reader =>
        _reader is not null && ReferenceEquals(_context.Request.Body, _stream) ? _reader : _pipe!.Reader;

    public static RequestTee Install(HttpContext context, BodyCapture capture)
    {
        var tee = new RequestTee(context, new TeeReadStream(context.Request.Body, capture), capture);
        context.Request.Body = tee._stream;
        if (tee._pipe is not null)
        {
            context.Features[typeof(IRequestBodyPipeFeature)] = tee;
        }

        return tee;
    }

    /// <summary>
    /// Takes into the capture what has arrived and the handler did not read: never waits, consumes nothing.
    /// </summary>
    public void Peek() => _reader?.Peek();

    /// <summary>Gives the request its own body back, where nobody else has replaced it since.</summary>
    public void Remove()
    {
        if (ReferenceEquals(_context.Request.Body, _stream))
        {
            _context.Request.Body = _body;
        }

        if (_pipe is not null && ReferenceEquals(_context.Features[typeof(IRequestBodyPipeFeature)], this))
        {
            _context.Features[typeof(IRequestBodyPipeFeature)] = _pipe;
        }
    }
}
