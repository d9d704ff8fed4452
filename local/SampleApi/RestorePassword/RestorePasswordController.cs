using Microsoft.AspNetCore.Mvc;
using NextCode.Attempts.Local.SampleApi.Rest;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi.RestorePassword;

/// <summary>Restoring a password, written as a controller: capture works the same for both kinds of endpoint.</summary>
[ApiController]
[Route("restore-password")]
[Attempt(AttemptAction.RestorePassword)]
public sealed class RestorePasswordController : ControllerBase
{
    /// <summary>Sends a reset link, or sets a new password with one.</summary>
    /// <param name="request">An email, or a link's token with the new password.</param>
    [HttpPost]
    public IResult Post(RestorePasswordRequest request) =>
        HttpContext
            .RequestServices.GetRequiredService<RestorePasswordOperation>()
            .Execute(request)
            .ToResult(HttpContext);
}
