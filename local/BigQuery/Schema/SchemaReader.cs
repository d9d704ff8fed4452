using System.Text.RegularExpressions;
using NextCode.Attempts.Local.BigQuery.Rest;

namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>Reads a schema from the wire, checks it, and says it again with the API's own type and mode names.</summary>
internal static partial class SchemaReader
{
    /// <summary>BigQuery nests RECORDs at most 15 levels deep.</summary>
    private const int MaxDepth = 15;

    public static FieldList Read(IReadOnlyList<FieldResource> fields) => Read(fields, parent: "", depth: 1);

    /// <summary>The same fields with canonical type and mode (<c>INT64</c> → <c>INTEGER</c>), every other property kept.</summary>
    public static IReadOnlyList<FieldResource> Normalize(IReadOnlyList<FieldResource> resources, FieldList fields) =>
        [
            .. resources.Select(
                (resource, index) =>
                    resource with
                    {
                        Type = fields[index].Type.WireName(),
                        Mode = resource.Mode is null ? null : fields[index].Mode.ToString().ToUpperInvariant(),
                        Fields = resource.Fields is { Count: > 0 } nested
                            ? Normalize(nested, fields[index].Fields)
                            : null,
                    }
            ),
        ];

    /// <summary>The wire form of fields that came from no request, such as the columns of a query.</summary>
    public static IReadOnlyList<FieldResource> Describe(IEnumerable<Field> fields) =>
        [
            .. fields.Select(field => new FieldResource
            {
                Name = field.Name,
                Type = field.Type.WireName(),
                Mode = field.Mode.ToString().ToUpperInvariant(),
                Fields = field.Fields.Count > 0 ? Describe(field.Fields) : null,
            }),
        ];

    private static FieldList Read(IReadOnlyList<FieldResource> resources, string parent, int depth)
    {
        if (depth > MaxDepth)
        {
            throw ApiException.Invalid($"Field {parent} is nested deeper than {MaxDepth} levels.");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var fields = new List<Field>(resources.Count);
        foreach (var resource in resources)
        {
            var path = parent.Length == 0 ? resource.Name ?? "" : $"{parent}.{resource.Name}";
            if (resource.Name is null || !FieldName().IsMatch(resource.Name))
            {
                throw ApiException.Invalid(
                    $"Invalid field name \"{path}\". Fields must contain only letters, numbers, and underscores, start with a letter or underscore, and be at most 300 characters long."
                );
            }

            if (!names.Add(resource.Name))
            {
                throw ApiException.Invalid($"Field {path} already exists in schema");
            }

            fields.Add(ReadField(resource, path, depth));
        }

        return new FieldList(fields);
    }

    private static Field ReadField(FieldResource resource, string path, int depth)
    {
        if (!FieldTypes.TryParse(resource.Type, out var type))
        {
            throw ApiException.Invalid(
                $"Invalid value for type: {resource.Type} is not a type of the stand-in. Field: {path}"
            );
        }

        if (!TryReadMode(resource.Mode, out var mode))
        {
            throw ApiException.Invalid($"Invalid value for mode: {resource.Mode} is not a valid value. Field: {path}");
        }

        var nested = resource.Fields ?? [];
        if (type == FieldType.Record && nested.Count == 0)
        {
            throw ApiException.Invalid($"Field {path} is type RECORD but has no schema");
        }

        return new Field(resource.Name!, type, mode, Read(nested, path, depth + 1));
    }

    private static bool TryReadMode(string? name, out FieldMode mode)
    {
        FieldMode? found = name?.ToUpperInvariant() switch
        {
            null or "" or "NULLABLE" => FieldMode.Nullable,
            "REQUIRED" => FieldMode.Required,
            "REPEATED" => FieldMode.Repeated,
            _ => null,
        };
        mode = found ?? default;
        return found is not null;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,299}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldName();
}
