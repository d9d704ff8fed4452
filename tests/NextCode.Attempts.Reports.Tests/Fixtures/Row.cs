using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Reports.Tests.Fixtures;

/// <summary>A row of the table, as the consumer writes it; the properties are the columns.</summary>
internal sealed record Row
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new TimeConverter() },
    };

    public DateTimeOffset? Timestamp { get; init; }
    public string? UserAgent { get; init; }
    public string? Ip { get; init; }
    public string? Geo { get; init; }
    public string? AsCountryCode { get; init; }
    public string? AsDescription { get; init; }
    public string? AsNumber { get; init; }
    public string? Domain { get; init; }
    public string? Path { get; init; }
    public string? Query { get; init; }
    public string? Action { get; init; }
    public string? Fp { get; init; }
    public string? Referrer { get; init; }
    public string? Email { get; init; }
    public string? Country { get; init; }
    public string? Currency { get; init; }
    public string? Phone { get; init; }
    public string? Status { get; init; }
    public string? AffData { get; init; }
    public string? AdditionalData { get; init; }
    public long? Duration { get; init; }
    public required string AttemptId { get; init; }
    public string? Producer { get; init; }
    public long? Sequence { get; init; }
    public DateTimeOffset? IngestedAt { get; init; }
    public string? Operation { get; init; }
    public long? HttpStatus { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorCategory { get; init; }
    public string? ErrorRaw { get; init; }
    public IReadOnlyList<AttemptError>? Errors { get; init; }
    public string? Brand { get; init; }
    public string? ClientId { get; init; }
    public string? RequestId { get; init; }
    public string? TraceId { get; init; }
    public string? EmailDomain { get; init; }
    public string? EmailDomainSuggestion { get; init; }
    public bool? AsHosting { get; init; }
    public DepositDetails? Deposit { get; init; }
    public VerificationDetails? Verification { get; init; }

    /// <summary>The row as insertAll takes it.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, Json)!.AsObject();

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Rfc3339.Format(value));
    }
}
