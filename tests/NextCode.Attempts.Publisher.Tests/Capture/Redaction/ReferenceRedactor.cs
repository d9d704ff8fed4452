using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Tests.Capture.Redaction;

/// <summary>
/// What <see cref="JsonRedactor"/> does, said the plain way: over <see cref="Utf8JsonReader"/>, without hints, short ways
/// or pooled buffers.
/// </summary>
internal sealed class ReferenceRedactor(JsonRedactor redactor)
{
    private const int MaxNesting = 4;
    private const string Mask = "\"[REDACTED]\"";

    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true };
    private int _nesting;
    private int _failures;

    public List<string> Secrets { get; } = [];

    /// <summary>The copy; throws <see cref="JsonException"/> as the redactor does.</summary>
    public string Copy(byte[] json, bool complete)
    {
        if (!IsText(json, complete))
        {
            throw new JsonException("no UTF-8");
        }

        var reader = new Utf8JsonReader(json, complete, new JsonReaderState(Options));
        var output = new StringBuilder();
        if (reader.Read() && CopyValue(ref reader, json, output, around: null))
        {
            reader.Read();
        }

        return output.ToString();
    }

    // White space is kept as it came: what lies between two tokens is copied with the second.
    private bool CopyValue(ref Utf8JsonReader reader, byte[] json, StringBuilder output, KeyRule? around)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return CopyObject(ref reader, json, output);
            case JsonTokenType.StartArray:
                return CopyArray(ref reader, json, output, around);
            case JsonTokenType.String:
                output.Append(RedactString(ref reader));
                return true;
            case JsonTokenType.Number
                when reader.ValueSpan.Length >= 13 && CardNumbers.TryFind(reader.ValueSpan, 0, out _, out _):
                output.Append(Mask);
                return true;
            default:
                output.Append(Encoding.UTF8.GetString(reader.ValueSpan));
                return true;
        }
    }

    private bool CopyObject(ref Utf8JsonReader reader, byte[] json, StringBuilder output)
    {
        output.Append('{');
        var sibling = (Rule: (KeyRule?)null, Sought: false);
        var first = true;
        while (true)
        {
            if (!reader.Read())
            {
                return Cut(output, '}');
            }

            if (reader.TokenType is JsonTokenType.EndObject)
            {
                output.Append('}');
                return true;
            }

            var name = reader.GetString()!;
            var rule = redactor.Keys.Find(Encoding.UTF8.GetBytes(name));
            if (!reader.Read())
            {
                return Cut(output, '}');
            }

            output.Append(first ? "" : ",");
            first = false;
            output.Append('"').Append(rule.Name.ToString()).Append("\":");
            var meant = Meant(rule, ref reader, ref sibling);
            if (!meant.IsSecret)
            {
                if (!CopyValue(ref reader, json, output, rule))
                {
                    return Cut(output, '}');
                }

                continue;
            }

            Note(ref reader);
            output.Append(Mask);
            if (!reader.TrySkip())
            {
                return Cut(output, '}');
            }
        }
    }

    private bool CopyArray(ref Utf8JsonReader reader, byte[] json, StringBuilder output, KeyRule? around)
    {
        output.Append('[');
        for (var first = true; ; first = false)
        {
            if (!reader.Read())
            {
                return Cut(output, ']');
            }

            if (reader.TokenType is JsonTokenType.EndArray)
            {
                output.Append(']');
                return true;
            }

            output.Append(first ? "" : ",");
            if (!CopyValue(ref reader, json, output, around))
            {
                return Cut(output, ']');
            }
        }
    }

    private static bool Cut(StringBuilder output, char close)
    {
        while (output.Length > 0 && output[^1] == ',')
        {
            output.Length--;
        }

        output.Append(close);
        return false;
    }

    private KeyRule Meant(KeyRule rule, ref Utf8JsonReader reader, ref (KeyRule? Rule, bool Sought) sibling)
    {
        if (rule.Part is ResponsePart.Field && reader.TokenType is JsonTokenType.String)
        {
            sibling.Rule = redactor.Keys.Find(Encoding.UTF8.GetBytes(reader.GetString()!));
        }

        if (rule.Part is not ResponsePart.Value)
        {
            return rule;
        }

        if (sibling is { Rule: null, Sought: false })
        {
            sibling = (Ahead(reader), true);
        }

        return sibling.Rule ?? rule;
    }

    private KeyRule? Ahead(Utf8JsonReader reader)
    {
        while (reader.TrySkip() && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var rule = redactor.Keys.Find(Encoding.UTF8.GetBytes(reader.GetString()!));
            if (!reader.Read())
            {
                return null;
            }

            if (rule.Part is ResponsePart.Field && reader.TokenType is JsonTokenType.String)
            {
                return redactor.Keys.Find(Encoding.UTF8.GetBytes(reader.GetString()!));
            }
        }

        return null;
    }

    private void Note(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            var text =
                reader.TokenType is JsonTokenType.String
                    ? reader.GetString()!
                    : Encoding.UTF8.GetString(reader.ValueSpan);
            if (Encoding.UTF8.GetByteCount(text) >= 6 && Secrets.Count < 32)
            {
                Secrets.Add(text);
            }
        }
    }

    private string RedactString(ref Utf8JsonReader reader)
    {
        var raw = Encoding.UTF8.GetString(reader.ValueSpan);
        var text = reader.GetString()!;
        var redacted = reader.ValueSpan.Length >= 7 || reader.ValueIsEscaped ? RedactText(text) : text;
        return !reader.ValueIsEscaped && string.Equals(redacted, text) ? $"\"{raw}\"" : Quote(redacted);
    }

    private string RedactText(string text)
    {
        var trimmed = text.Trim(' ', '\t', '\r', '\n');
        if (trimmed is ['{', .., '}'] or ['[', .., ']'])
        {
            if (_nesting >= MaxNesting || _failures > Workspace.MaxNestedFailures)
            {
                return "[REDACTED]";
            }

            var nesting = _nesting++;
            try
            {
                return Copy(Encoding.UTF8.GetBytes(text), complete: true);
            }
            catch (JsonException)
            {
                _failures++;
            }
            finally
            {
                _nesting = nesting;
            }
        }

        var output = new PooledBuffer();
        return redactor.Text.Search(Encoding.UTF8.GetBytes(text), output)
            ? Encoding.UTF8.GetString(output.Written)
            : text;
    }

    private static string Quote(string text)
    {
        var output = new PooledBuffer();
        JsonText.AppendString(output, text);
        return Encoding.UTF8.GetString(output.Written);
    }

    private static bool IsText(byte[] json, bool complete)
    {
        var longestCut = complete ? 0 : Math.Min(3, json.Length);
        return Enumerable.Range(0, longestCut + 1).Any(cut => Utf8.IsValid(json.AsSpan(0, json.Length - cut)));
    }
}
