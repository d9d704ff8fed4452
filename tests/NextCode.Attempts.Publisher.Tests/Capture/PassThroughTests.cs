using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>Whatever passes, passes as it would without capture; whatever was in it, capture has no fault.</summary>
internal sealed class PassThroughTests
{
    private static readonly string[] ContentTypes =
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
    ];

    private static readonly string[] Encodings = ["", "gzip", "br", "deflate", "zstd"];

    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        Gen.ArrayOf(Gen.Elements("{}[]\":,\\u0001234truefalsn&=%\r\n-x"u8.ToArray()))
    );

    private static readonly Gen<Exchange> Exchanges =
        from request in AnyBytes
        from response in Gen.ListOf(AnyBytes)
        from requestType in Gen.Elements(ContentTypes)
        from responseType in Gen.Elements(ContentTypes)
        from encoding in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements(Encodings)))
        from status in Gen.Elements(200, 201, 204, 400, 401, 409, 422, 429, 500, 503)
        from declared in ArbMap.Default.GeneratorFor<bool>()
        from byPipe in ArbMap.Default.GeneratorFor<bool>()
        from fails in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Exchange(
            request,
            [.. response],
            requestType,
            responseType,
            encoding,
            status,
            declared,
            byPipe,
            fails
        );

    [Test]
    public void Any_bytes_pass_through_unchanged_and_make_one_attempt()
    {
        using var captured = new CasePipeline();
        Prop.ForAll(
                Arb.From(Exchanges),
                exchange =>
                {
                    var bare = Run(exchange, null);
                    var before = captured.Log.Json.Count;
                    var teed = Run(exchange, captured);
                    return bare == teed && captured.Log.Json.Count == before + 1 && captured.Faults.Total == 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    private static string Run(Exchange exchange, CasePipeline? pipeline)
    {
        var writes = new WriteRecorder();
        using var bare = pipeline is null ? new CasePipeline() : null;
        var context = (pipeline ?? bare!).Context("POST", "/any");
        context.SetEndpoint(
            new Endpoint(null, new EndpointMetadataCollection(new AttemptAttribute(AttemptAction.Login)), "any")
        );
        context.Request.Body = new MemoryStream(exchange.Request);
        context.Request.ContentType = exchange.RequestType;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(writes));
        var read = new MemoryStream();
        var handler = Handler(exchange, read);
        string? thrown = null;
        try
        {
            var running = pipeline is null ? handler(context) : pipeline.RunAsync(context, handler);
            running.GetAwaiter().GetResult();
            context.Response.Body.Flush();
        }
        catch (InvalidOperationException exception)
        {
            thrown = exception.Message;
        }

        return string.Join(
            '|',
            thrown,
            context.Response.StatusCode,
            string.Join(',', context.Response.Headers.Select(header => $"{header.Key}={header.Value}")),
            Convert.ToHexString(read.ToArray()),
            writes
        );
    }

    private static RequestDelegate Handler(Exchange exchange, Stream read) =>
        async context =>
        {
            await context.Request.Body.CopyToAsync(read);
            context.Response.StatusCode = exchange.Status;
            context.Response.ContentType = exchange.ResponseType;
            if (exchange.Encoding.Length > 0)
            {
                context.Response.Headers.ContentEncoding = exchange.Encoding;
            }

            if (exchange.Declared)
            {
                context.Response.ContentLength = exchange.Response.Sum(part => part.Length);
            }

            foreach (var part in exchange.Response)
            {
                if (exchange.ByPipe)
                {
                    part.CopyTo(context.Response.BodyWriter.GetSpan(part.Length));
                    context.Response.BodyWriter.Advance(part.Length);
                    await context.Response.BodyWriter.FlushAsync();
                }
                else
                {
                    await context.Response.Body.WriteAsync(part);
                }
            }

            if (exchange.Fails)
            {
                throw new InvalidOperationException("the handler's own");
            }
        };

    private sealed record Exchange(
        byte[] Request,
        byte[][] Response,
        string RequestType,
        string ResponseType,
        string Encoding,
        int Status,
        bool Declared,
        bool ByPipe,
        bool Fails
    )
    {
        public override string ToString() =>
            $"{RequestType}: {Encoding.Length} {System.Text.Encoding.Latin1.GetString(Request)} => {Status} {ResponseType} {Encoding} "
            + $"{string.Join('|', Response.Select(System.Text.Encoding.Latin1.GetString))} {Declared} {ByPipe} {Fails}";
    }

    /// <summary>Keeps each write apart, so that order and sizes can be compared.</summary>
    private sealed class WriteRecorder : MemoryStream
    {
        private readonly StringBuilder _writes = new();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) =>
            _writes.Append(Convert.ToHexString(buffer)).Append(';');

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override string ToString() => _writes.ToString();
    }
}
