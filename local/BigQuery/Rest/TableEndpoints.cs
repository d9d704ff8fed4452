using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>tables.insert, get, list, patch, update and delete, for tables and views.</summary>
internal sealed class TableEndpoints(Store store, QueryRunner queries, ReaderPool readers)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        const string all = "/bigquery/v2/projects/{project}/datasets/{dataset}/tables";
        const string one = all + "/{table}";
        routes.MapGet(all, ListAsync);
        routes.MapPost(all, InsertAsync);
        routes.MapGet(one, http => AnswerAsync(http, store.Current.Table(http.RouteTable())));
        routes.MapPatch(one, http => UpdateAsync(http, replace: false));
        routes.MapPut(one, http => UpdateAsync(http, replace: true));
        routes.MapDelete(one, DeleteAsync);
    }

    private Task ListAsync(HttpContext http)
    {
        var dataset = http.RouteDataset();
        store.Current.Dataset(dataset);
        var tables = store.Current.TablesOf(dataset).ToList();
        var (page, next) = Paging.Page(http, tables, size: 1000);
        var items = page.Select(table => new TableResource
        {
            Kind = "bigquery#table",
            Id = table.Name.ToString(),
            TableReference = Reference(table.Name),
            Type = TypeOf(table),
            TimePartitioning = table.Resource.TimePartitioning,
            Clustering = table.Resource.Clustering,
            View = table.IsView ? new ViewResource { UseLegacySql = false } : null,
            CreationTime = $"{table.Created}",
        });
        return http.WriteAsync(
            new TableList("bigquery#tableList", [.. items], tables.Count, next),
            BigQueryJson.Default.TableList
        );
    }

    private async Task InsertAsync(HttpContext http)
    {
        var resource = await http.ReadAsync(BigQueryJson.Default.TableResource);
        var id = resource.TableReference?.TableId;
        NameRules.CheckTable(id);
        var name = new TableName(http.Route("project"), http.Route("dataset"), id!);
        store.Current.Dataset(name.InDataset);
        var now = store.NowMilliseconds();
        var (entry, viewSql) = await BuildAsync(http, name, resource, created: now, modified: now);
        await store.CreateAsync(entry, viewSql, http.RequestAborted);
        await AnswerAsync(http, entry);
    }

    private async Task UpdateAsync(HttpContext http, bool replace)
    {
        var before = store.Current.Table(http.RouteTable());
        Etags.Check(http, before.Modified);
        var resource = replace
            ? await http.ReadAsync(BigQueryJson.Default.TableResource)
            : await http.ReadPatchAsync(before.Resource, BigQueryJson.Default.TableResource);
        if (!before.IsView && resource.Schema is null)
        {
            resource = resource with { Schema = before.Resource.Schema };
        }

        if ((resource.View is not null) != before.IsView)
        {
            throw ApiException.Invalid($"Cannot turn {before.Name} from a {TypeOf(before)} into another type.");
        }

        if (!before.IsView && !Equals(resource.TimePartitioning?.Field, before.PartitionColumn))
        {
            throw ApiException.Invalid($"Cannot change partitioning of {before.Name}.", "timePartitioning");
        }

        var (after, viewSql) = await BuildAsync(http, before.Name, resource, before.Created, store.NowMilliseconds());
        var added = before.IsView ? [] : SchemaChange.Check($"{before.Name}", before.Columns, after.Columns);
        await store.UpdateAsync(after, added, viewSql, http.RequestAborted);
        await AnswerAsync(http, after);
    }

    private async Task DeleteAsync(HttpContext http)
    {
        await store.DeleteAsync(http.RouteTable(), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<(TableEntry Entry, string? ViewSql)> BuildAsync(
        HttpContext http,
        TableName name,
        TableResource resource,
        long created,
        long modified
    )
    {
        if (resource.View is null)
        {
            var (stored, columns) = TableDefinition.CheckTable(resource);
            return (new TableEntry(name, stored, columns, created, modified), null);
        }

        var query = TableDefinition.CheckView(resource, FieldList.Empty).View!.Query!;
        var (sql, viewColumns) = await queries.DescribeViewAsync(name.Project, query, http.RequestAborted);
        return (
            new TableEntry(name, TableDefinition.CheckView(resource, viewColumns), viewColumns, created, modified),
            sql
        );
    }

    private async Task AnswerAsync(HttpContext http, TableEntry table)
    {
        var rows = table.IsView
            ? (long?)null
            : await readers.UseAsync(reader => TableRows.Count(reader, table), http.RequestAborted);
        var (project, dataset, id) = table.Name;
        await http.WriteAsync(
            table.Resource with
            {
                Kind = "bigquery#table",
                Id = table.Name.ToString(),
                Etag = Etags.Of(table.Modified),
                SelfLink = $"{http.Root()}/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{id}",
                TableReference = Reference(table.Name),
                Type = TypeOf(table),
                Location = "US",
                NumRows = rows?.ToString(),
                CreationTime = $"{table.Created}",
                LastModifiedTime = $"{table.Modified}",
            },
            BigQueryJson.Default.TableResource
        );
    }

    private static TableReference Reference(TableName name) => new(name.Project, name.Dataset, name.Table);

    private static string TypeOf(TableEntry table) => table.IsView ? "VIEW" : "TABLE";
}
