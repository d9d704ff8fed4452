using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>Writes a field's arguments as one JSON object, variables replaced by their values.</summary>
internal static class ArgumentWriter
{
    private const int MaxDepth = 32;

    // Undefined, on the other hand, means that no variable may be there.
    private static readonly JsonElement NoVariables = JsonElement.Parse("{}");

    public static void Write(GraphQLDocument document, RootField field, JsonElement variables, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (field.ArgumentsAt >= 0)
        {
            var lexer = document.At(field.ArgumentsAt);
            lexer.Next();
            var given = variables.ValueKind is JsonValueKind.Object ? variables : NoVariables;
            WriteMembers(document, ref lexer, given, writer, ')', depth: 1);
        }

        writer.WriteEndObject();
    }

    // "name: value name: value" up to the closing bracket.
    private static bool WriteMembers(
        GraphQLDocument document,
        ref GraphQLLexer lexer,
        JsonElement variables,
        Utf8JsonWriter writer,
        char close,
        int depth
    )
    {
        while (!lexer.Is(close))
        {
            if (lexer.Token is not GraphQLToken.Name)
            {
                return false;
            }

            var name = lexer.Text;
            if (!lexer.Next() || !lexer.Is(':') || !lexer.Next())
            {
                return false;
            }

            writer.WritePropertyName(name);
            if (!WriteValue(document, ref lexer, variables, writer, depth))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the value the lexer is at, and goes behind it. A value that cannot be read is null.</summary>
    private static bool WriteValue(
        GraphQLDocument document,
        ref GraphQLLexer lexer,
        JsonElement variables,
        Utf8JsonWriter writer,
        int depth
    )
    {
        if (depth == MaxDepth)
        {
            writer.WriteNullValue();
            return lexer.SkipGroup() && lexer.Next();
        }

        switch (lexer.Token)
        {
            case GraphQLToken.Punctuator when lexer.Is('$') && variables.ValueKind is JsonValueKind.Undefined:
                // A default value has no variables in it.
                lexer.Next();
                writer.WriteNullValue();
                break;
            case GraphQLToken.String or GraphQLToken.BlockString:
                writer.WriteStringValue(GraphQLStrings.Value(lexer.Text, lexer.Token));
                break;
            case GraphQLToken.Number:
                WriteNumber(lexer.Text, writer);
                break;
            case GraphQLToken.Name:
                WriteName(lexer.Text, writer);
                break;
            case GraphQLToken.Punctuator when lexer.Is('$'):
                lexer.Next();
                WriteVariable(document, lexer.Text.ToString(), variables, writer, depth);
                break;
            case GraphQLToken.Punctuator when lexer.Is('{'):
                writer.WriteStartObject();
                lexer.Next();
                var whole = WriteMembers(document, ref lexer, variables, writer, '}', depth + 1);
                writer.WriteEndObject();
                if (!whole)
                {
                    return false;
                }

                break;
            case GraphQLToken.Punctuator when lexer.Is('['):
                if (!WriteList(document, ref lexer, variables, writer, depth))
                {
                    return false;
                }

                break;
            default:
                writer.WriteNullValue();
                return false;
        }

        return lexer.Next();
    }

    private static bool WriteList(
        GraphQLDocument document,
        ref GraphQLLexer lexer,
        JsonElement variables,
        Utf8JsonWriter writer,
        int depth
    )
    {
        writer.WriteStartArray();
        lexer.Next();
        var whole = true;
        while (whole && !lexer.Is(']'))
        {
            whole = WriteValue(document, ref lexer, variables, writer, depth + 1);
        }

        writer.WriteEndArray();
        return whole;
    }

    private static void WriteVariable(
        GraphQLDocument document,
        string name,
        JsonElement variables,
        Utf8JsonWriter writer,
        int depth
    )
    {
        if (variables.ValueKind is JsonValueKind.Object && variables.TryGetProperty(name, out var value))
        {
            value.WriteTo(writer);
        }
        else if (document.Defaults.TryGetValue(name, out var at))
        {
            var literal = document.At(at);
            WriteValue(document, ref literal, default, writer, depth);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteNumber(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        if (decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static void WriteName(ReadOnlySpan<char> name, Utf8JsonWriter writer)
    {
        switch (name)
        {
            case "true" or "false":
                writer.WriteBooleanValue(name is "true");
                break;
            case "null":
                writer.WriteNullValue();
                break;
            default:
                // An enumeration's member.
                writer.WriteStringValue(name);
                break;
        }
    }
}
