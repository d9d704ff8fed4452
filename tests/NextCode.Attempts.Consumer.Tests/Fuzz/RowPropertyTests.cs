using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>
/// Whatever an event's data say is in the row: in its column where the column can hold it, else in
/// <c>additional_data</c>.
/// </summary>
internal sealed class RowPropertyTests
{
    private static readonly TableColumns Table = new();

    private static readonly string[] Names =
    [
        .. Table
            .Schema.Columns.Where(static column => column.Type is not ColumnType.Record && !column.IsRepeated)
            .Select(static column => column.Name)
            .Except(["timestamp", "additional_data"]),
        "unknown",
        "another",
        "Brand",
        "a.b",
    ];

    private readonly RowBuilder _builder = new(Table, TestEnricher.Create(), new FixedTime());

    private static Gen<(string Name, string Value)[]> Fields =>
        from names in Gen.SubListOf(Names)
        from values in Gen.ListOf(JsonValues.Any, names.Count)
        select names.Zip(values, static (name, value) => (name, value)).ToArray();

    [Test]
    public void Nothing_that_an_event_says_is_lost() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Fields.ToArbitrary(), fields => fields.All(field => IsKept(field, Build(fields))))
        );

    [Test]
    public void What_an_event_has_in_additional_data_stays_beside_what_is_added()
    {
        var cases = from own in JsonValues.Any from fields in Fields select (own, fields);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                cases.ToArbitrary(),
                @case =>
                {
                    var text = JsonValue.Create(@case.own).ToJsonString();
                    var row = Build([("additional_data", text), .. @case.fields]);
                    return IsOwnKept(@case.own, (string)row["additional_data"]!)
                        && @case.fields.All(field => IsKept(field, row));
                }
            )
        );
    }

    private JsonObject Build((string Name, string Value)[] fields)
    {
        var data = $"{{{string.Join(',', fields.Select(static field => $"\"{field.Name}\":{field.Value}"))}}}";
        var cloudEvent = new CloudEvent
        {
            Id = "e-1",
            Source = "/nextcode/api",
            Type = AttemptEvent.Type,
            Time = "2026-11-22T11:59:59.5Z",
            Data = Encoding.UTF8.GetBytes(data),
        };
        var (row, rejection) = _builder.Build(cloudEvent);
        return row is not null
            ? JsonNode.Parse(row.Json.Span)!.AsObject()
            : throw new AssertionException($"{data} was rejected: {rejection!.Detail}");
    }

    private static bool IsKept((string Name, string Value) field, JsonObject row) =>
        (row[field.Name] is JsonValue cell && SaysTheSame(cell, field.Value, TypeOf(field.Name)))
        || IsIn((string?)row["additional_data"], field)
            ? true
            : throw new AssertionException($"{field.Name}, {field.Value}, is lost: {row.ToJsonString()}");

    // An object gets names added; anything else is kept as text under the column's own name.
    private static bool IsOwnKept(string own, string additionalData) =>
        additionalData == own
        || (
            JsonNode.Parse(own) is JsonObject given
                ? given.All(property =>
                    JsonNode.DeepEquals(property.Value, JsonNode.Parse(additionalData)![property.Key])
                )
                : (string?)JsonNode.Parse(additionalData)!["additional_data"] == own
        );

    private static bool IsIn(string? additionalData, (string Name, string Value) field)
    {
        using var kept = additionalData is null ? null : JsonDocument.Parse(additionalData);
        return kept is not null
            && kept.RootElement.ValueKind is JsonValueKind.Object
            && kept.RootElement.TryGetProperty(field.Name, out var value)
            && TextOf(value) == TextOf(field.Value);
    }

    private static string TextOf(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return TextOf(parsed.RootElement);
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static bool SaysTheSame(JsonValue cell, string value, ColumnType? type)
    {
        var text = TextOf(value);
        return type switch
        {
            ColumnType.Boolean => text.ToUpperInvariant() is "TRUE" or "1" == cell.GetValue<bool>(),
            ColumnType.Integer => Number(text) == Number(cell.ToJsonString()),
            ColumnType.Numeric or ColumnType.BigNumeric => Number(text) == Number(cell.GetValue<string>()),
            _ => cell.GetValue<string>() == text,
        };
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static ColumnType? TypeOf(string name) =>
        Table.Schema.TryFind(Encoding.UTF8.GetBytes(name), out var column) ? column.Type : null;
}
