using System.Net;
using System.Text;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.Tests.Http;

internal sealed class GoogleErrorsTests
{
    [TestCase(429, "", GoogleErrorKind.Throttled, null)]
    [TestCase(500, "<html>", GoogleErrorKind.Transient, null)]
    [TestCase(502, "", GoogleErrorKind.Transient, null)]
    [TestCase(503, """{"error":{"status":"UNAVAILABLE"}}""", GoogleErrorKind.Transient, "UNAVAILABLE")]
    [TestCase(408, "", GoogleErrorKind.Transient, null)]
    [TestCase(
        400,
        """{"error":{"status":"INVALID_ARGUMENT","message":"m"}}""",
        GoogleErrorKind.Permanent,
        "INVALID_ARGUMENT"
    )]
    [TestCase(403, """{"error":{"errors":[{"reason":"accessDenied"}]}}""", GoogleErrorKind.Permanent, "accessDenied")]
    [TestCase(
        403,
        """{"error":{"errors":[{"reason":"billingNotEnabled"}]}}""",
        GoogleErrorKind.Permanent,
        "billingNotEnabled"
    )]
    [TestCase(403, """{"error":{"errors":[{"reason":"quotaExceeded"}]}}""", GoogleErrorKind.Throttled, "quotaExceeded")]
    [TestCase(
        403,
        """{"error":{"errors":[{"reason":"rateLimitExceeded"}]}}""",
        GoogleErrorKind.Throttled,
        "rateLimitExceeded"
    )]
    [TestCase(400, """{"error":{"errors":[{"reason":"backendError"}]}}""", GoogleErrorKind.Transient, "backendError")]
    [TestCase(404, """{"error":{"status":"NOT_FOUND"}}""", GoogleErrorKind.Permanent, "NOT_FOUND")]
    [TestCase(401, "{}", GoogleErrorKind.Permanent, null)]
    [TestCase(409, """{"error":{"status":"ABORTED"}}""", GoogleErrorKind.Transient, "ABORTED")]
    public void An_answer_is_classified_by_its_reason_then_its_status(
        int status,
        string body,
        GoogleErrorKind kind,
        string? reason
    )
    {
        var exception = GoogleErrors.FromAnswer(
            "Publishing",
            (HttpStatusCode)status,
            Encoding.UTF8.GetBytes(body),
            retryAfter: null
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(exception.Kind, Is.EqualTo(kind));
        Assert.That(exception.Reason, Is.EqualTo(reason));
        Assert.That(exception.Message, Does.StartWith($"Publishing failed with {status}"));
    }
}
