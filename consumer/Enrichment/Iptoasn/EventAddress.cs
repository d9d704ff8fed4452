using System.Text.Json;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Ingest.Rows;

namespace NextCode.Attempts.Consumer.Enrichment.Iptoasn;

/// <summary>Finds the client's address in an event's data before the row is built.</summary>
internal static class EventAddress
{
    /// <summary>False where there is none that can be read, and for data that are none of an event's.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out UInt128 address)
    {
        address = default;
        var reader = new Utf8JsonReader(data, RowScratch.ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isIp = reader.ValueTextEquals("ip"u8);
                reader.Read();
                if (isIp)
                {
                    return reader.TokenType is JsonTokenType.String && IpText.TryParse(reader.ValueSpan, out address);
                }

                reader.Skip();
            }

            return false;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // Building the row finds the same, and says it.
        }
    }
}
