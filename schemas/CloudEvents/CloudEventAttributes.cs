using System.Buffers;

namespace NextCode.Attempts.CloudEvents;

/// <summary>Collects context attributes by name and builds the event, or says which rule they break.</summary>
internal sealed class CloudEventAttributes
{
    private static readonly SearchValues<char> ExtensionCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789"
    );

    private readonly Dictionary<string, string> _extensions = new(StringComparer.Ordinal);
    private string? _id;
    private string? _source;
    private string? _specVersion;
    private string? _type;
    private string? _subject;
    private string? _time;
    private string? _dataContentType;
    private string? _dataSchema;

    public string? DataContentType
    {
        set => _dataContentType ??= value;
    }

    /// <summary>Takes one attribute; null when it is allowed, else what is wrong with it.</summary>
    public string? Set(ReadOnlySpan<char> name, string value)
    {
        switch (name)
        {
            case "id":
                _id = value;
                return null;
            case "source":
                _source = value;
                return null;
            case "specversion":
                _specVersion = value;
                return null;
            case "type":
                _type = value;
                return null;
            case "subject":
                _subject = value;
                return null;
            case "time":
                _time = value;
                return null;
            case "datacontenttype":
                _dataContentType = value;
                return null;
            case "dataschema":
                _dataSchema = value;
                return null;
            default:
                if (!IsExtensionName(name))
                {
                    return $"extension attribute name of {name.Length} characters is not 1 to 20 lower-case letters and digits";
                }

                _extensions[name.ToString()] = value;
                return null;
        }
    }

    /// <summary>The event, or null and the rule that is broken.</summary>
    public (CloudEvent? Event, string? Error) Build(ReadOnlyMemory<byte> data)
    {
        var missing = new List<string>(4);
        Require(_id, "id");
        Require(_source, "source");
        Require(_specVersion, "specversion");
        Require(_type, "type");
        if (missing.Count > 0)
        {
            return (null, $"required attribute missing or empty: {string.Join(", ", missing)}");
        }

        if (_specVersion is not "1.0")
        {
            return (null, "specversion is not 1.0");
        }

        if (_time is not null && !Rfc3339.TryParse(_time, out _))
        {
            return (null, "time is not an RFC 3339 timestamp");
        }

        var built = new CloudEvent
        {
            Id = _id!,
            Source = _source!,
            Type = _type!,
            Subject = Value(_subject),
            Time = _time,
            DataContentType = Value(_dataContentType),
            DataSchema = Value(_dataSchema),
            Extensions = _extensions.Count == 0 ? CloudEvent.NoExtensions : _extensions,
            Data = data,
        };
        return (built, null);

        void Require(string? value, string name)
        {
            if (string.IsNullOrEmpty(value))
            {
                missing.Add(name);
            }
        }
    }

    // The specification: optional attributes, if present, must not be empty. Nothing is lost by reading empty as absent.
    private static string? Value(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool IsExtensionName(ReadOnlySpan<char> name) =>
        name.Length is >= 1 and <= 20 && !name.ContainsAnyExcept(ExtensionCharacters);
}
