using NextCode.Attempts.Consumer.Enrichment.Typos;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Typos;

/// <summary>
/// Slips made up for every provider that ships, by a model of its own: what the measured set holds is not all that the
/// suggestions were made for.
/// </summary>
internal sealed class GeneratedTypoTests
{
    // Shorter names are too near to others for a single slip to tell what was meant.
    private const int ShortestName = 5;

    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    [Test]
    public async Task One_slip_in_the_name_of_any_provider_is_found_nearly_always()
    {
        var suggester = new DomainSuggester(MailProviders.Shipped);
        var slips = MailProviders
            .Shipped.All.Where(static provider => provider.Brand.Length >= ShortestName)
            .SelectMany(static provider =>
                Slips(provider.Brand).Select(name => (Typed: $"{name}.{provider.Suffix}", provider))
            )
            .Where(static slip => !MailProviders.Shipped.Known.Contains(slip.Typed))
            .ToList();
        var missed = slips.Where(slip => suggester.Suggest(slip.Typed) != slip.provider.Domain).ToList();
        var wrong = missed.Count(slip => suggester.Suggest(slip.Typed) is not null);
        await TestContext.Out.WriteLineAsync(
            $"{slips.Count} slips, {missed.Count} missed, {wrong} of them with another suggestion: "
                + string.Join(' ', missed.Take(40).Select(static slip => slip.Typed))
        );

        Assert.That(missed.Count, Is.LessThan(slips.Count * 0.03));
        Assert.That(wrong, Is.LessThan(slips.Count * 0.01));
    }

    // A letter left out, doubled, swapped with the next, or the key beside it instead.
    private static IEnumerable<string> Slips(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            yield return name.Remove(at, 1);
            yield return name.Insert(at, name[at..(at + 1)]);
            if (at + 1 < name.Length && name[at] != name[at + 1])
            {
                yield return $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}";
            }

            foreach (var key in Beside(name[at]))
            {
                yield return $"{name[..at]}{key}{name[(at + 1)..]}";
            }
        }
    }

    private static IEnumerable<char> Beside(char key) =>
        from row in Rows
        let place = row.IndexOf(key, StringComparison.Ordinal)
        where place >= 0
        from beside in new[] { place - 1, place + 1 }
        where beside >= 0 && beside < row.Length
        select row[beside];
}
