using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Questions, found by the entity_id that their slug gives.</summary>
internal static class Cards
{
    public static async Task EnsureAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (var question in session.Manifest.Questions)
        {
            await EnsureAsync(session, question, cancellationToken);
        }
    }

    private static async Task EnsureAsync(Session session, QuestionSpec question, CancellationToken cancellationToken)
    {
        var what = $"question {question.Name}";
        var entityId = Identity.EntityId(question.Slug);
        var found = await session.Client.FindAsync($"api/card/{entityId}", $"Reading {what}", cancellationToken);
        if (found is null)
        {
            await session.ChangeAsync(
                ChangeKind.Create,
                what,
                [],
                async () =>
                {
                    var body = Describe(session, question);
                    body["type"] = "question";
                    body["entity_id"] = entityId;
                    var made = await session.Client.PostAsync("api/card", body, $"Making {what}", cancellationToken);
                    session.Cards[question.Slug] = (long)made["id"]!;
                }
            );
            return;
        }

        session.Cards[question.Slug] = (long)found["id"]!;
        var archived = found["archived"]?.GetValue<bool>() == true;
        // In a plan, what a card refers to may be yet to be made: then it differs.
        var differences = IsPlaced(session, question)
            ? JsonDifference.Between(Describe(session, question), found)
            : ["its database or collection is new"];
        if (!archived && differences.Count == 0)
        {
            session.Keep(what);
            return;
        }

        await session.ChangeAsync(
            archived ? ChangeKind.Restore : ChangeKind.Update,
            what,
            differences,
            () =>
            {
                var body = Describe(session, question);
                if (archived)
                {
                    body["archived"] = false;
                }

                return session.Client.PutAsync($"api/card/{found["id"]}", body, $"Changing {what}", cancellationToken);
            }
        );
    }

    private static bool IsPlaced(Session session, QuestionSpec question) =>
        session.Database is not null && session.Collections.ContainsKey(question.Collection);

    private static JsonObject Describe(Session session, QuestionSpec question) =>
        new()
        {
            ["name"] = question.Name,
            ["description"] = Identity.Described(
                $"{question.Report.Question} {question.Report.Definition}",
                question.Slug
            ),
            ["display"] = question.Display,
            ["collection_id"] = session.Collections[question.Collection],
            ["visualization_settings"] = question.Visualization.DeepClone(),
            ["dataset_query"] = QuestionQuery.Build(question, session.Options, session.Database!.Value),
        };
}
