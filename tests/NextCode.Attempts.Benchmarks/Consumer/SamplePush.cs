using System.Text;
using System.Text.Json;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Benchmarks.Consumer;

/// <summary>A signup as the publisher sends it, about 1.5 KB of data.</summary>
internal static class SamplePush
{
    public static PubSubMessage Message(string id)
    {
        var attempt = new Attempt
        {
            AttemptId = id,
            Timestamp = TimeProvider.System.GetUtcNow(),
            Action = AttemptAction.Signup,
            Status = AttemptStatus.Error,
            Producer = "0198a1b2c3d4",
            Sequence = 123456,
            Domain = "www.example.com",
            UserAgent =
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36",
            Ip = "139.130.4.5",
            Geo = "AU",
            Path = "/client/Create",
            Query = "aff_id=77&lang=en",
            Fp = "b1946ac92492d2347c6235b4d2611184",
            Referrer = "https://www.example.com/join",
            Email = "somebody@gmail.com",
            Country = "AU",
            Currency = "AUD",
            Phone = "+61400000000",
            AffData = """{"aff_id":"77","promo_id":"5"}""",
            AdditionalData = """{"first_name":"Some","last_name":"Body","birth_date":"1990-01-01","state":"NSW"}""",
            Resp = """{"errors":[{"field":"email","code":"USER_EXISTS","message":"This e-mail is taken."}]}""",
            RespTruncated = false,
            Duration = 123_456_789,
            Operation = "POST /client/Create",
            HttpStatus = 409,
            ErrorCode = "USER_EXISTS",
            ErrorCategory = ErrorCategory.Conflict,
            ErrorRaw = "USER_EXISTS",
            Errors = [new AttemptError("email", "USER_EXISTS", "This e-mail is taken.")],
            RequestId = "8f1d2c3b4a596877-SYD",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
        };
        var cloudEvent = AttemptEvent.Create(attempt, "api");
        return new PubSubMessage(cloudEvent.Data, AttemptEvent.MessageAttributes(cloudEvent, attempt));
    }

    public static byte[] Body(PubSubMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                message = new
                {
                    attributes = message.Attributes,
                    data = Convert.ToBase64String(message.Data.Span),
                    messageId = "11223344556677",
                    publishTime = "2026-11-22T12:00:00.123Z",
                },
                subscription = "projects/local/subscriptions/attempts-consumer",
            }
        );

    public static byte[] HttpRequest(byte[] body) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"
            ),
            .. body,
        ];
}
