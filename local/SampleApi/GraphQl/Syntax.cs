namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>A document: its operations and its fragments by name.</summary>
internal sealed record Document(
    IReadOnlyList<Operation> Operations,
    IReadOnlyDictionary<string, IReadOnlyList<Selection>> Fragments
);

/// <summary>An operation; <paramref name="Defaults"/> are its variables' default values.</summary>
internal sealed record Operation(
    string Type,
    string? Name,
    IReadOnlyDictionary<string, Value> Defaults,
    IReadOnlyList<Selection> Selections
);

/// <summary>What a selection set holds.</summary>
internal abstract record Selection(IReadOnlyList<Directive> Directives);

/// <summary>A field under its response key.</summary>
internal sealed record Field(
    string Key,
    string Name,
    IReadOnlyDictionary<string, Value> Arguments,
    IReadOnlyList<Directive> Directives,
    IReadOnlyList<Selection> Selections
) : Selection(Directives);

/// <summary>The fields of a named fragment.</summary>
internal sealed record FragmentSpread(string Name, IReadOnlyList<Directive> Directives) : Selection(Directives);

/// <summary>Fields in place.</summary>
internal sealed record InlineFragment(IReadOnlyList<Directive> Directives, IReadOnlyList<Selection> Selections)
    : Selection(Directives);

/// <summary>A directive, e.g. <c>@skip(if: $known)</c>.</summary>
internal sealed record Directive(string Name, IReadOnlyDictionary<string, Value> Arguments);
