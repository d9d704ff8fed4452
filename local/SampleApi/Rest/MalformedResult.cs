using Microsoft.AspNetCore.Mvc;

namespace NextCode.Attempts.Local.SampleApi.Rest;

/// <summary>What a controller answers where the body could not be bound: the same as a minimal endpoint.</summary>
internal sealed class MalformedResult : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) =>
        ApiExceptionHandler.Malformed(context.HttpContext).ExecuteAsync(context.HttpContext);
}
