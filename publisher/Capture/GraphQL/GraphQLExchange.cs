using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>The attempts that one GraphQL request holds, and what its response says of each.</summary>
internal sealed class GraphQLExchange : IDisposable
{
    private readonly CaptureSession _session;
    private readonly JsonDocument? _body;
    private readonly GraphQLResponse _response;
    private readonly List<GraphQLField> _fields = [];

    private GraphQLExchange(CaptureSession session, JsonDocument? body)
    {
        _session = session;
        _body = body;
        _response = GraphQLResponse.Read(session);
    }

    public IReadOnlyList<GraphQLField> Fields => _fields;

    public static GraphQLExchange Read(CaptureSession session)
    {
        var request = session.Context.Request;
        if (Microsoft.AspNetCore.Http.HttpMethods.IsGet(request.Method))
        {
            var byQuery = new GraphQLExchange(session, body: null);
            byQuery.Add(GraphQLRequest.OfQuery(request.Query), 0);
            return byQuery;
        }

        var body = session.Request.Bytes;
        if (BodyKinds.Of(request.ContentType, body) is not BodyKind.Json)
        {
            return new GraphQLExchange(session, body: null);
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(session.Request.Memory);
        }
        catch (JsonException)
        {
            // Without its fields nobody can say whether it was an attempt.
            return new GraphQLExchange(session, body: null);
        }

        var exchange = new GraphQLExchange(session, document);
        foreach (var (index, operation) in GraphQLRequest.OfBody(document.RootElement).Index())
        {
            exchange.Add(operation, index);
        }

        return exchange;
    }

    /// <summary>Reads one attempt's arguments and its part of the response into the workspace.</summary>
    public void Read(GraphQLField field, Workspace workspace)
    {
        var redactor = _session.Settings.Redactor;
        var arguments = workspace.Swept;
        using (var writer = new Utf8JsonWriter(arguments, JsonText.Writer))
        {
            if (field is { Document: { } document, Field: { } selected })
            {
                ArgumentWriter.Write(document, selected, field.Variables, writer);
            }
            else if (field.Variables.ValueKind is JsonValueKind.Object)
            {
                field.Variables.WriteTo(writer);
            }
        }

        if (arguments.Length > 0)
        {
            var hook = new RequestHook(field.Head.Action);
            redactor.Copy(arguments.Written, complete: true, workspace.Extras, workspace, hook);
        }

        RequestBody.AppendAdded(_session, field.Head, workspace);
        arguments.Clear();
        _response.Read(field, redactor, workspace);
    }

    public void Dispose()
    {
        _body?.Dispose();
        _response.Dispose();
    }

    private void Add(GraphQLRequest request, int batch)
    {
        if (request.Document is null)
        {
            AddPersisted(request, batch);
            return;
        }

        var document = GraphQLDocument.Parse(request.Document, request.OperationName, request.Variables);
        foreach (var selected in document.Fields)
        {
            if (_session.Settings.GraphQLFields.TryGetValue(selected.Name, out var action))
            {
                Add(
                    action,
                    selected.Name,
                    document.OperationName,
                    selected.ResponseKey,
                    (selected, document),
                    request,
                    batch,
                    document.Fields.Count == 1
                );
            }
        }
    }

    // The document is the server's secret: the answer's keys tell what was selected, else the operation's name may.
    private void AddPersisted(GraphQLRequest request, int batch)
    {
        if (request.Hash is null)
        {
            return;
        }

        var keys = _response.Keys(batch);
        foreach (var key in keys.Count > 0 || request.OperationName is null ? keys : [request.OperationName])
        {
            if (_session.Settings.GraphQLFields.TryGetValue(key, out var action))
            {
                Add(action, key, request.OperationName, key, selected: null, request, batch, keys.Count <= 1);
            }
        }
    }

    private void Add(
        AttemptAction action,
        string name,
        string? operationName,
        string key,
        (RootField Field, GraphQLDocument Document)? selected,
        GraphQLRequest request,
        int batch,
        bool alone
    )
    {
        var head = new AttemptHead(
            _session.IdOf(key, first: _fields.Count == 0),
            action,
            operationName is null ? name : $"{name} {operationName}",
            _session.StatementOf(key)
        );
        _fields.Add(new GraphQLField(head, key, selected?.Field, selected?.Document, request.Variables, batch, alone));
    }
}
