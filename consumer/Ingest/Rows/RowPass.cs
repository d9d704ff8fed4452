using System.Globalization;
using System.Text;
using System.Text.Json;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.Enrichment;
using NextCode.Attempts.Consumer.Enrichment.Asn;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>One pass over one event's data, writing the row as it goes and remembering what the end needs.</summary>
internal ref struct RowPass(KnownColumns columns, Enricher enricher, RowScratch scratch)
{
    private readonly Span<bool> _seen = scratch.Start(columns.All.Columns.Count);
    private byte[]? _additionalData;
    private ReadOnlySpan<byte> _ip;
    private string? _email;
    private string? _emailDomain;
    private string? _differentId;

    /// <summary>The event's own timestamp, null where it has none that can be read.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>Copies the object the reader stands at the start of.</summary>
    public void Copy(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var found = columns.All.TryFind(ValueWriter.Text(ref reader, scratch), out var column);
            reader.Read();
            if (found && reader.TokenType is JsonTokenType.Null)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            if (!found || _seen[column!.Index] || !TryTake(ref reader, json, column))
            {
                reader.Skip();
                scratch.LeftOvers.Add("", name, json[start..(int)reader.BytesConsumed]);
            }
        }
    }

    /// <summary>Writes what the envelope and the consumer know.</summary>
    public void WriteEnvelope(CloudEvent cloudEvent, DateTimeOffset timestamp, DateTimeOffset now)
    {
        if (_differentId is not null && !string.Equals(_differentId, cloudEvent.Id, StringComparison.Ordinal))
        {
            scratch.LeftOvers.Add("", "attempt_id"u8, JsonSerializer.SerializeToUtf8Bytes(_differentId));
        }

        Write(columns.AttemptId, cloudEvent.Id);
        Write(columns.Timestamp, timestamp);
        Write(columns.IngestedAt, now);
        WriteIfAbsent(columns.Action, cloudEvent.Subject);
        WriteIfAbsent(columns.Producer, cloudEvent.Extension("producer"));
        if (
            columns.Sequence is { } sequence
            && !_seen[sequence.Index]
            && long.TryParse(cloudEvent.Extension("sequence"), out var number)
        )
        {
            scratch.Writer.WriteNumber(sequence.EncodedName, number);
        }

        var emailDomain = EmailDomain.Of(_email) ?? _emailDomain;
        if (_emailDomain is not null && !string.Equals(_emailDomain, emailDomain, StringComparison.Ordinal))
        {
            scratch.LeftOvers.Add("", "email_domain"u8, JsonSerializer.SerializeToUtf8Bytes(_emailDomain));
        }

        Write(columns.EmailDomain, emailDomain);
        Write(columns.EmailDomainSuggestion, enricher.Suggestion(emailDomain));
        WriteNetwork(enricher.Network(_ip));
        WriteAdditionalData();
    }

    private bool TryTake(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TableColumn column)
    {
        if (column == columns.Timestamp)
        {
            return TryTakeTimestamp(ref reader);
        }

        if (column == columns.AdditionalData)
        {
            return TryTakeAdditionalData(ref reader, json);
        }

        if (column == columns.AttemptId)
        {
            return TryTakeText(ref reader, column, out _differentId);
        }

        if (column == columns.EmailDomain)
        {
            return TryTakeText(ref reader, column, out _emailDomain);
        }

        if (columns.IsOwn(column))
        {
            return false;
        }

        if (column == columns.Ip && reader.TokenType is JsonTokenType.String)
        {
            _ip = reader.ValueSpan;
        }

        if (column == columns.Email && reader.TokenType is JsonTokenType.String)
        {
            _email = Encoding.UTF8.GetString(ValueWriter.Text(ref reader, scratch));
        }

        var taken = new NestedValues(scratch).TryWrite(ref reader, json, column, "", named: true);
        _seen[column.Index] = taken;
        return taken;
    }

    private bool TryTakeTimestamp(ref Utf8JsonReader reader)
    {
        if (
            reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)
            || !Timestamps.TryParse(ValueWriter.Text(ref reader, scratch), out var time)
        )
        {
            return false;
        }

        _seen[columns.Timestamp!.Index] = true;
        Timestamp = time;
        return true;
    }

    private bool TryTakeAdditionalData(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType is JsonTokenType.String)
        {
            var text = ValueWriter.Text(ref reader, scratch);
            if (text.IsEmpty && reader.ValueIsEscaped)
            {
                return false;
            }

            _additionalData = text.ToArray();
        }
        else
        {
            reader.Skip();
            _additionalData = json[start..(int)reader.BytesConsumed].ToArray();
        }

        _seen[columns.AdditionalData!.Index] = true;
        return true;
    }

    private bool TryTakeText(ref Utf8JsonReader reader, TableColumn column, out string? text)
    {
        text = null;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return false;
        }

        var utf8 = ValueWriter.Text(ref reader, scratch);
        if (utf8.IsEmpty && reader.ValueIsEscaped)
        {
            return false;
        }

        text = Encoding.UTF8.GetString(utf8);
        _seen[column.Index] = true;
        return true;
    }

    private readonly void WriteNetwork(AsnNetwork? network)
    {
        if (network is null)
        {
            return;
        }

        Write(columns.AsCountryCode, network.Country);
        Write(columns.AsDescription, network.Description);
        Write(columns.AsNumber, network.Number.ToString(CultureInfo.InvariantCulture));
        if (columns.AsHosting is { } hosting)
        {
            scratch.Writer.WriteBoolean(hosting.EncodedName, network.IsHosting);
        }
    }

    private readonly void WriteAdditionalData()
    {
        if (columns.AdditionalData is not { } column)
        {
            return;
        }

        if (scratch.LeftOvers.Count > 0)
        {
            var merged = new System.Buffers.ArrayBufferWriter<byte>();
            scratch.LeftOvers.Merge(_additionalData, merged);
            scratch.Writer.WriteString(column.EncodedName, merged.WrittenSpan);
        }
        else if (_additionalData is not null)
        {
            scratch.Writer.WriteString(column.EncodedName, _additionalData);
        }
    }

    private readonly void WriteIfAbsent(TableColumn? column, string? value)
    {
        if (column is not null && !_seen[column.Index])
        {
            Write(column, value);
        }
    }

    private readonly void Write(TableColumn? column, DateTimeOffset time)
    {
        if (column is not null)
        {
            Span<byte> text = stackalloc byte[Rfc3339.Length];
            Rfc3339.Format(time, text);
            scratch.Writer.WriteString(column.EncodedName, text);
        }
    }

    private readonly void Write(TableColumn? column, string? value)
    {
        if (column is not null && value is not null)
        {
            scratch.Writer.WriteString(column.EncodedName, value);
        }
    }
}
