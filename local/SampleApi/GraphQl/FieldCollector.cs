using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>Flattens a selection set: fragments put in place, skipped fields left out.</summary>
internal sealed class FieldCollector(Document document, JsonObject variables)
{
    /// <exception cref="GraphQlSyntaxException">A fragment is unknown or spreads itself.</exception>
    public IReadOnlyList<Field> Collect(IReadOnlyList<Selection> selections)
    {
        var fields = new List<Field>();
        Collect(selections, fields, []);
        return fields;
    }

    private void Collect(IReadOnlyList<Selection> selections, List<Field> fields, HashSet<string> open)
    {
        foreach (var selection in selections.Where(IsIncluded))
        {
            switch (selection)
            {
                case Field field:
                    Merge(field, fields);
                    break;
                case InlineFragment inline:
                    Collect(inline.Selections, fields, open);
                    break;
                case FragmentSpread spread:
                    if (!document.Fragments.TryGetValue(spread.Name, out var fragment) || !open.Add(spread.Name))
                    {
                        throw new GraphQlSyntaxException($"Fragment \"{spread.Name}\" is unknown or spreads itself.");
                    }

                    Collect(fragment, fields, open);
                    open.Remove(spread.Name);
                    break;
            }
        }
    }

    // What is asked for twice under one key is one field, resolved once.
    private static void Merge(Field field, List<Field> fields)
    {
        var at = fields.FindIndex(other => other.Key == field.Key);
        if (at < 0)
        {
            fields.Add(field);
        }
        else if (fields[at].Name == field.Name)
        {
            fields[at] = fields[at] with { Selections = [.. fields[at].Selections, .. field.Selections] };
        }
        else
        {
            throw new GraphQlSyntaxException($"Fields \"{field.Key}\" conflict: give one of them an alias.");
        }
    }

    private bool IsIncluded(Selection selection) =>
        selection.Directives.All(directive =>
            directive.Name switch
            {
                "skip" => !Condition(directive),
                "include" => Condition(directive),
                _ => true,
            }
        );

    private bool Condition(Directive directive) =>
        directive.Arguments.TryGetValue("if", out var value)
        && value.Resolve(variables)?.GetValueKind() == JsonValueKind.True;
}
