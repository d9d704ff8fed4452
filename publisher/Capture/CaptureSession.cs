using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Requests;
using NextCode.Attempts.Publisher.Capture.Tee;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>One captured request, from its arrival to its attempt in the log.</summary>
internal sealed class CaptureSession : IResponseObserver
{
    private readonly AttemptRecorder _recorder;
    private readonly IHttpResponseBodyFeature? _responseBody;
    private readonly ResponseTee? _responseTee;
    private readonly RequestTee _requestTee;
    private int _ended;

    public CaptureSession(
        HttpContext context,
        CaptureSettings settings,
        CaptureTarget target,
        in RequestFacts facts,
        AttemptRecorder recorder,
        long started
    )
    {
        _recorder = recorder;
        Context = context;
        Settings = settings;
        Target = target;
        Facts = facts;
        Started = started;
        Statement = new AttemptStatement(facts.AttemptId);
        Request = new BodyCapture(target.IsGraphQL ? settings.GraphQLRequestCap : settings.BodyCap);
        Response = new BodyCapture(settings.BodyCap);
        _requestTee = RequestTee.Install(context, Request);
        // By type: the generic methods of an interface cost a search each.
        _responseBody = (IHttpResponseBodyFeature?)context.Features[typeof(IHttpResponseBodyFeature)];
        if (_responseBody is not null)
        {
            _responseTee = new ResponseTee(_responseBody, this);
            context.Features[typeof(IHttpResponseBodyFeature)] = _responseTee;
        }

        context.Features[typeof(CaptureSession)] = this;
    }

    public HttpContext Context { get; }

    public CaptureSettings Settings { get; }

    public CaptureTarget Target { get; }

    public RequestFacts Facts { get; }

    /// <summary>The clock's timestamp of the arrival.</summary>
    public long Started { get; }

    /// <summary>The number of the intent in the log.</summary>
    public long Intent { get; init; }

    public AttemptStatement Statement { get; }

    /// <summary>The statements made for single root fields; null until there is one.</summary>
    private Dictionary<string, AttemptStatement>? Statements { get; set; }

    public BodyCapture Request { get; }

    public BodyCapture Response { get; }

    /// <summary>Makes the attempt and appends it, once; later calls do nothing.</summary>
    public void End(Exception? exception)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _recorder.Record(this, exception);
            Request.Release();
            Response.Release();
        }
    }

    /// <summary>What the handler of one root field says.</summary>
    public AttemptStatement Said(string responseKey)
    {
        lock (Statement)
        {
            Statements ??= new Dictionary<string, AttemptStatement>(StringComparer.Ordinal);
            if (!Statements.TryGetValue(responseKey, out var statement))
            {
                // Fields are resolved at once, and each has an id from the start.
                statement = new AttemptStatement(NewId());
                Statements.Add(responseKey, statement);
            }

            return statement;
        }
    }

    /// <summary>The id of a root field's attempt.</summary>
    public string IdOf(string responseKey, bool first) =>
        Statements?.GetValueOrDefault(responseKey)?.AttemptId ?? (first ? Facts.AttemptId : NewId());

    /// <summary>What was said of a root field, else of the request as a whole.</summary>
    public AttemptStatement StatementOf(string responseKey) => Statements?.GetValueOrDefault(responseKey) ?? Statement;

    private string NewId() => AttemptIds.New(Facts.Timestamp);

    /// <summary>Takes into the capture what has arrived of a body that the handler did not read.</summary>
    public void PeekRequest()
    {
        var request = Context.Request;
        // A client that waits for "100 Continue" has sent nothing, and looking would ask it to.
        var expectsContinue = request.Headers.Expect.Count > 0;
        var length = request.ContentLength;
        if (!expectsContinue && (length is null || (Request.Total < length && length <= Request.Cap)))
        {
            _requestTee.Peek();
        }
    }

    /// <summary>Takes the tees out of the request.</summary>
    public void Remove()
    {
        _requestTee.Remove();
        if (
            _responseTee is not null
            && ReferenceEquals(Context.Features[typeof(IHttpResponseBodyFeature)], _responseTee)
        )
        {
            Context.Features[typeof(IHttpResponseBodyFeature)] = _responseBody;
        }

        Context.Features[typeof(CaptureSession)] = null;
    }

    public void Buffered(ReadOnlySpan<byte> bytes)
    {
        if (Volatile.Read(ref _ended) == 0)
        {
            Response.Append(bytes);
        }
    }

    public void Passing(ReadOnlySpan<byte> bytes)
    {
        Buffered(bytes);
        EndIfLast();
    }

    public void PassingFile(long? count)
    {
        if (Volatile.Read(ref _ended) == 0)
        {
            // The rest of a file is all there will be: what follows it is not known, and need not be.
            Response.Skip(count ?? Context.Response.ContentLength ?? 1);
            EndIfLast();
        }
    }

    public void Ending() => End(exception: null);

    // A declared length is complete with its last byte, and a response without a body with its headers: the client has
    // its answer then, whatever the handler still does.
    private void EndIfLast()
    {
        if (Volatile.Read(ref _ended) != 0)
        {
            return;
        }

        var response = Context.Response;
        if (
            (response.ContentLength is { } length && Response.Total >= length)
            || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified
            || HttpMethods.IsHead(Context.Request.Method)
        )
        {
            End(exception: null);
        }
    }
}
