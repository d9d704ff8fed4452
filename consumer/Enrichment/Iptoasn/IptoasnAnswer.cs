using System.Text.Json.Serialization;

namespace NextCode.Attempts.Consumer.Enrichment.Iptoasn;

/// <summary>What iptoasn's web service says of an address (github.com/jedisct1/iptoasn-webservice).</summary>
internal sealed record IptoasnAnswer(
    [property: JsonPropertyName("announced")] bool Announced,
    [property: JsonPropertyName("as_number")] uint? Number,
    [property: JsonPropertyName("as_country_code")] string? Country,
    [property: JsonPropertyName("as_description")] string? Description
);

[JsonSerializable(typeof(IptoasnAnswer))]
internal sealed partial class IptoasnJson : JsonSerializerContext;
