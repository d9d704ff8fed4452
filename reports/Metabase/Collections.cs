using System.Globalization;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Collections, found by the mark in their description: Metabase takes no entity_id for them.</summary>
internal static class Collections
{
    public static async Task EnsureAsync(Session session, CancellationToken cancellationToken)
    {
        var all = (await session.Client.GetAsync("api/collection", "Reading collections", cancellationToken)).AsArray();
        foreach (var collection in session.Manifest.Collections)
        {
            var mark = Identity.Mark(collection.Slug);
            var found = all.FirstOrDefault(other =>
                ((string?)other!["description"])?.Contains(mark, StringComparison.Ordinal) == true
                && other["archived"]?.GetValue<bool>() != true
            );
            await EnsureAsync(session, collection, found, cancellationToken);
        }
    }

    private static async Task EnsureAsync(
        Session session,
        CollectionSpec collection,
        JsonNode? found,
        CancellationToken cancellationToken
    )
    {
        var what = $"collection {collection.Name}";
        var wanted = new JsonObject
        {
            ["name"] = collection.Name,
            ["description"] = Identity.Described(collection.Description, collection.Slug),
        };
        long? parent = collection.Parent is { } slug && session.Collections.TryGetValue(slug, out var id) ? id : null;
        if (found is null)
        {
            await session.ChangeAsync(
                ChangeKind.Create,
                what,
                [],
                async () =>
                {
                    wanted["parent_id"] = parent;
                    var made = await session.Client.PostAsync(
                        "api/collection",
                        wanted,
                        $"Making {what}",
                        cancellationToken
                    );
                    session.Collections[collection.Slug] = (long)made["id"]!;
                }
            );
            return;
        }

        session.Collections[collection.Slug] = (long)found["id"]!;
        var differences = JsonDifference.Between(wanted, found).ToList();
        if (Parent(found) != parent && (collection.Parent is null || parent is not null))
        {
            differences.Add(
                $"parent: {Parent(found)?.ToString(CultureInfo.InvariantCulture) ?? "the root"} → {collection.Parent ?? "the root"}"
            );
        }

        if (differences.Count == 0)
        {
            session.Keep(what);
            return;
        }

        await session.ChangeAsync(
            ChangeKind.Update,
            what,
            differences,
            () =>
            {
                wanted["parent_id"] = parent;
                return session.Client.PutAsync(
                    $"api/collection/{found["id"]}",
                    wanted,
                    $"Changing {what}",
                    cancellationToken
                );
            }
        );
    }

    /// <summary>The last id of <c>/1/5/</c>.</summary>
    private static long? Parent(JsonNode collection) =>
        ((string?)collection["location"] ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var last]
            ? long.Parse(last, CultureInfo.InvariantCulture)
            : null;
}
