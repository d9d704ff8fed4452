using System.Reflection;
using System.Text;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>The description of the API from which bq and other generated clients learn the methods.</summary>
internal sealed class DiscoveryEndpoints
{
    private const string Root = "http://stand-in.invalid/";

    private readonly string _document = Read();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/$discovery/rest", AnswerAsync);
        routes.MapGet("/discovery/v1/apis/bigquery/v2/rest", AnswerAsync);
    }

    private Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=UTF-8";
        return http.Response.WriteAsync(
            _document.Replace(Root, http.Root() + "/", StringComparison.Ordinal),
            http.RequestAborted
        );
    }

    private static string Read()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("NextCode.Attempts.Local.BigQuery.discovery.json")
            ?? throw new InvalidOperationException("The discovery _document is not embedded in this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
