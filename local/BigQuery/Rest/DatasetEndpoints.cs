using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>datasets.insert, get, list, patch, update and delete.</summary>
internal sealed class DatasetEndpoints(Store store)
{
    private const string Location = "US";

    public void Map(IEndpointRouteBuilder routes)
    {
        const string all = "/bigquery/v2/projects/{project}/datasets";
        const string one = all + "/{dataset}";
        routes.MapGet(all, ListAsync);
        routes.MapPost(all, InsertAsync);
        routes.MapGet(one, http => AnswerAsync(http, store.Current.Dataset(http.RouteDataset())));
        routes.MapPatch(one, http => UpdateAsync(http, replace: false));
        routes.MapPut(one, http => UpdateAsync(http, replace: true));
        routes.MapDelete(one, DeleteAsync);
    }

    private Task ListAsync(HttpContext http)
    {
        var project = http.Route("project");
        var datasets = store.Current.Datasets.Values.Where(dataset => dataset.Name.Project == project);
        var (page, next) = Paging.Page(http, datasets, size: 1000);
        var items = page.Select(dataset => new DatasetResource
        {
            Kind = "bigquery#dataset",
            Id = dataset.Name.ToString(),
            DatasetReference = new DatasetReference(dataset.Name.Project, dataset.Name.Dataset),
            Location = Location,
        });
        return http.WriteAsync(
            new DatasetList("bigquery#datasetList", [.. items], next),
            BigQueryJson.Default.DatasetList
        );
    }

    private async Task InsertAsync(HttpContext http)
    {
        var resource = await http.ReadAsync(BigQueryJson.Default.DatasetResource);
        var id = resource.DatasetReference?.DatasetId;
        NameRules.CheckDataset(id);
        var now = store.NowMilliseconds();
        var entry = new DatasetEntry(new DatasetName(http.Route("project"), id!), Settable(resource), now, now);
        await store.CreateAsync(entry, http.RequestAborted);
        await AnswerAsync(http, entry);
    }

    private async Task UpdateAsync(HttpContext http, bool replace)
    {
        var entry = store.Current.Dataset(http.RouteDataset());
        Etags.Check(http, entry.Modified);
        var resource = replace
            ? await http.ReadAsync(BigQueryJson.Default.DatasetResource)
            : await http.ReadPatchAsync(entry.Resource, BigQueryJson.Default.DatasetResource);
        var changed = entry with { Resource = Settable(resource), Modified = store.NowMilliseconds() };
        await store.UpdateAsync(changed, http.RequestAborted);
        await AnswerAsync(http, changed);
    }

    private async Task DeleteAsync(HttpContext http)
    {
        await store.DeleteAsync(http.RouteDataset(), http.QueryFlag("deleteContents"), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What a request may set; the rest is the stand-in's to say.</summary>
    private static DatasetResource Settable(DatasetResource resource) => new() { Other = resource.Other };

    private static Task AnswerAsync(HttpContext http, DatasetEntry entry) =>
        http.WriteAsync(
            entry.Resource with
            {
                Kind = "bigquery#dataset",
                Id = entry.Name.ToString(),
                Etag = Etags.Of(entry.Modified),
                SelfLink = $"{http.Root()}/bigquery/v2/projects/{entry.Name.Project}/datasets/{entry.Name.Dataset}",
                DatasetReference = new DatasetReference(entry.Name.Project, entry.Name.Dataset),
                Location = Location,
                CreationTime = $"{entry.Created}",
                LastModifiedTime = $"{entry.Modified}",
            },
            BigQueryJson.Default.DatasetResource
        );
}
