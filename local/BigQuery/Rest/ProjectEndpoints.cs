using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>projects.list: any project name may be used; the ones that hold a dataset are listed.</summary>
internal sealed class ProjectEndpoints(Store store)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/bigquery/v2/projects", ListAsync);

    private Task ListAsync(HttpContext http)
    {
        var projects = store
            .Current.Datasets.Keys.Select(dataset => dataset.Project)
            .Distinct(StringComparer.Ordinal)
            .Select(id => new ProjectResource("bigquery#project", id, new ProjectReference(id), id))
            .ToList();
        return http.WriteAsync(
            new ProjectList("bigquery#projectList", projects, projects.Count),
            BigQueryJson.Default.ProjectList
        );
    }
}
