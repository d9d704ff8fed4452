using System.Text.Json.Serialization;

namespace NextCode.Attempts;

/// <summary>
/// One attempt as the event carries it: the data of the CloudEvent, whose names are the columns of the table. What is
/// unknown is null and absent on the wire. What the message's attributes repeat comes first, so that a reader of the
/// text finds it without reading a long response. Columns that only the consumer fills (<c>as_*</c>, <c>email_domain</c>,
/// <c>email_domain_suggestion</c>, <c>ingested_at</c>) are not here.
/// </summary>
public sealed record Attempt
{
    /// <summary>The event id, a UUIDv7; also BigQuery's insertId.</summary>
    public required string AttemptId { get; init; }

    /// <summary>When the request arrived; written in UTC with microseconds.</summary>
    [JsonConverter(typeof(Rfc3339MicrosecondsConverter))]
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What the player tried to do.</summary>
    public required AttemptAction Action { get; init; }

    /// <summary>How it ended.</summary>
    public required AttemptStatus Status { get; init; }

    /// <summary>One id per API process start.</summary>
    public string? Producer { get; init; }

    /// <summary>1, 2, 3 … per producer, without gaps.</summary>
    public long? Sequence { get; init; }

    /// <summary>The host that accepted the request.</summary>
    public string? Domain { get; init; }

    /// <summary>The browser's User-Agent.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The client's address, IPv4-mapped addresses unmapped.</summary>
    public string? Ip { get; init; }

    /// <summary>Cloudflare's CF-IPCountry: ISO alpha-2, XX unknown, T1 Tor.</summary>
    public string? Geo { get; init; }

    /// <summary>The URL's path.</summary>
    public string? Path { get; init; }

    /// <summary>The URL's query without its question mark, secrets dropped.</summary>
    public string? Query { get; init; }

    /// <summary>The user's fingerprint.</summary>
    public string? Fp { get; init; }

    /// <summary>The Referer header, secrets dropped.</summary>
    public string? Referrer { get; init; }

    /// <summary>The email used.</summary>
    public string? Email { get; init; }

    /// <summary>The country used for registration.</summary>
    public string? Country { get; init; }

    /// <summary>The currency used.</summary>
    public string? Currency { get; init; }

    /// <summary>The phone used.</summary>
    public string? Phone { get; init; }

    /// <summary>Affiliate data as JSON text.</summary>
    public string? AffData { get; init; }

    /// <summary>What else the request's body had, redacted, as JSON text.</summary>
    public string? AdditionalData { get; init; }

    /// <summary>The response's text, redacted and capped.</summary>
    public string? Resp { get; init; }

    /// <summary>Whether <see cref="Resp"/> is less than the response had.</summary>
    public bool? RespTruncated { get; init; }

    /// <summary>Nanoseconds from the request's arrival to the response's end.</summary>
    public long? Duration { get; init; }

    /// <summary>The GraphQL root field and operation name, or the REST route.</summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP status answered.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>A code of the catalogue, see <see cref="NextCode.Attempts.ErrorCode"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The code's family.</summary>
    public ErrorCategory? ErrorCategory { get; init; }

    /// <summary>The code or text as the API produced it.</summary>
    public string? ErrorRaw { get; init; }

    /// <summary>One entry per failed field.</summary>
    public IReadOnlyList<AttemptError>? Errors { get; init; }

    /// <summary>The operator's brand.</summary>
    public string? Brand { get; init; }

    /// <summary>The player's id, when known.</summary>
    public string? ClientId { get; init; }

    /// <summary>CF-Ray, else the API's own request id.</summary>
    public string? RequestId { get; init; }

    /// <summary>The W3C trace id.</summary>
    public string? TraceId { get; init; }

    /// <summary>Deposit attempts only.</summary>
    public DepositDetails? Deposit { get; init; }

    /// <summary>Verification events only.</summary>
    public VerificationDetails? Verification { get; init; }
}
