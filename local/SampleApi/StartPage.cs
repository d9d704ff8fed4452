namespace NextCode.Attempts.Local.SampleApi;

/// <summary><c>GET /</c>: what this is and what to try.</summary>
internal static class StartPage
{
    private const string Resource = "SampleApi/start.html";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var template = Read();
        routes.MapGet(
            "/",
            (HttpContext context) =>
                Results.Text(
                    template.Replace(
                        "{{api}}",
                        System.Net.WebUtility.HtmlEncode($"{context.Request.Scheme}://{context.Request.Host}"),
                        StringComparison.Ordinal
                    ),
                    "text/html; charset=utf-8"
                )
        );
    }

    private static string Read()
    {
        using var stream = typeof(StartPage).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
