namespace NextCode.Attempts.Consumer.Admin.Page;

/// <summary>The page's style sheet and script, built into the service.</summary>
internal static class PageAssets
{
    public static IResult Get(string name)
    {
        var type = name switch
        {
            "admin.css" => "text/css; charset=utf-8",
            "admin.js" => "text/javascript; charset=utf-8",
            _ => null,
        };
        return type is null
            ? Results.NotFound()
            : Results.Stream(typeof(PageAssets).Assembly.GetManifestResourceStream(name)!, type);
    }
}
