using System.Text.Json;
using NextCode.Attempts.Local.BigQuery.Faults;
using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Rows;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>tabledata.insertAll and tabledata.list.</summary>
internal sealed class TabledataEndpoints(Store store, ReaderPool readers, FaultSwitch faults, TimeProvider time)
{
    /// <summary>BigQuery's limit of an insertAll request.</summary>
    public const int MaxRequestBytes = 10 << 20;

    /// <summary>BigQuery's limit of rows in an insertAll request.</summary>
    public const int MaxRows = 50_000;

    /// <summary>BigQuery answers pages of about this many bytes.</summary>
    private const long MaxPageBytes = 10L << 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        const string table = "/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{table}";
        routes.MapPost(table + "/insertAll", InsertAllAsync);
        routes.MapGet(table + "/data", ListAsync);
    }

    private async Task InsertAllAsync(HttpContext http)
    {
        using var body = await http.ReadDocumentAsync();
        var request = InsertAllRequest.Read(body.RootElement);
        var fault = faults.Pick(request.Rows.Count);
        if (fault is not null && await FailAsync(http, fault, request.Rows.Count))
        {
            return;
        }

        while (true)
        {
            var table = store.Current.Table(http.RouteTable());
            var encoded = Encode(table, request);
            // A change of the table since the rows were encoded means doing it again.
            if (encoded.Good.Count == 0 || await store.InsertAsync(table, encoded.Good, http.RequestAborted))
            {
                if (fault is { Kind: FaultKind.ResetAfterCommit })
                {
                    http.Abort();
                    return;
                }

                await http.WriteAsync(
                    new InsertAllResponse("bigquery#tableDataInsertAllResponse", encoded.Errors),
                    BigQueryJson.Default.InsertAllResponse
                );
                return;
            }
        }
    }

    /// <returns>Whether the call ends here.</returns>
    private async Task<bool> FailAsync(HttpContext http, Fault fault, int rows)
    {
        switch (fault.Kind)
        {
            case FaultKind.Status:
                throw new ApiException(fault.Status, fault.Reason, "A fault that is switched on.");
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, http.RequestAborted);
                return false;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, http.RequestAborted);
                return true;
            case FaultKind.ResetBeforeCommit:
                http.Abort();
                return true;
            case FaultKind.Partial:
                await AnswerAsync(http, rows, fault.Reason);
                return true;
            case FaultKind.Stopped:
                await AnswerAsync(http, rows, "stopped");
                return true;
            case FaultKind.ResetAfterCommit:
                return false;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "Not a fault's kind.");
        }
    }

    // The first row fails for the reason; the others are not at fault.
    private static Task AnswerAsync(HttpContext http, int rows, string reason)
    {
        var errors = Enumerable
            .Range(0, rows)
            .Select(row => new InsertErrors(row, [new ErrorProto(row == 0 ? reason : "stopped", "", "", "")]));
        return http.WriteAsync(
            new InsertAllResponse("bigquery#tableDataInsertAllResponse", [.. errors]),
            BigQueryJson.Default.InsertAllResponse
        );
    }

    private (IReadOnlyList<EncodedRow> Good, IReadOnlyList<InsertErrors>? Errors) Encode(
        TableEntry table,
        InsertAllRequest request
    )
    {
        if (table.IsView)
        {
            throw ApiException.Invalid($"Cannot add rows to a table of type VIEW: {table.Name}");
        }

        var encoder = new RowEncoder(table.Columns, BoundsOf(table));
        var good = new List<EncodedRow>(request.Rows.Count);
        var goodIndexes = new List<int>(request.Rows.Count);
        var errors = new List<InsertErrors>();
        for (var i = 0; i < request.Rows.Count; i++)
        {
            var (insertId, json) = request.Rows[i];
            var cells = encoder.Encode(json, request.IgnoreUnknownValues, out var found);
            if (found.Count > 0)
            {
                errors.Add(new InsertErrors(i, found));
            }
            else
            {
                good.Add(new EncodedRow(insertId, cells));
                goodIndexes.Add(i);
            }
        }

        if (errors.Count == 0 || request.SkipInvalidRows)
        {
            return (good, errors.Count == 0 ? null : errors);
        }

        var stopped = goodIndexes.Select(i => new InsertErrors(i, [new ErrorProto("stopped", "", "", "")]));
        return ([], [.. errors.Concat(stopped).OrderBy(error => error.Index)]);
    }

    private PartitionBounds? BoundsOf(TableEntry table) =>
        table.PartitionColumn is { } column
            ? new PartitionBounds(table.Columns.IndexOf(column), column, $"{table.Name}", time)
            : null;

    private async Task ListAsync(HttpContext http)
    {
        var table = store.Current.Table(http.RouteTable());
        if (table.IsView)
        {
            throw ApiException.Invalid("Cannot list a table of type VIEW.");
        }

        var columns = Selected(table.Columns, http.Query("selectedFields"));
        var take = (int)Math.Min(http.QueryNumber("maxResults") ?? 10_000, 100_000);
        var (total, rows, lastId) = await readers.UseAsync(
            reader =>
            {
                var (page, last) =
                    take == 0
                        ? ([], null)
                        : TableRows.Read(
                            reader,
                            table,
                            columns,
                            after: http.QueryNumber("pageToken") ?? 0,
                            skip: http.QueryNumber("startIndex") ?? 0,
                            take,
                            MaxPageBytes
                        );
                return (TableRows.Count(reader, table), page, last);
            },
            http.RequestAborted
        );
        var fields = new FieldList(columns.Select(column => table.Columns[column]));
        http.Response.ContentType = "application/json; charset=UTF-8";
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("kind", "bigquery#tableDataList");
        writer.WriteString("etag", Etags.Of(total));
        writer.WriteString("totalRows", $"{total}");
        if (lastId is not null)
        {
            writer.WriteString("pageToken", $"{lastId}");
        }

        writer.WriteStartArray("rows");
        foreach (var row in rows)
        {
            RowWriting.Write(writer, fields, row, http.QueryFlag("formatOptions.useInt64Timestamp"));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static List<int> Selected(FieldList columns, string? names)
    {
        if (names is null)
        {
            return [.. Enumerable.Range(0, columns.Count)];
        }

        var selected = names
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(columns.IndexOf)
            .Distinct()
            .Order()
            .ToList();
        return selected[0] >= 0
            ? selected
            : throw ApiException.Invalid(
                $"Invalid selected fields: {names}. The stand-in selects whole top-level columns.",
                "selectedFields"
            );
    }
}
