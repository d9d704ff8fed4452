namespace NextCode.Attempts.Consumer.Admin.Page;

/// <summary>303: the browser goes on with GET, so that a reload starts nothing.</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
