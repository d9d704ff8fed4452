using System.Text;
using System.Text.Json;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Tests.Admin;

internal sealed class LetterEndpointsTests
{
    [Test]
    public async Task A_letter_is_shown_with_its_message_as_it_came()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        var message = Letters.Attempt("e-1");
        office.Letters.Publish(
            Letters.Of(message, DeadLetterReason.RowRefused, detail: "BigQuery refused the row: invalid")
        );

        var list = await office.GetAsync("/admin/dead-letters");

        var item = list.GetProperty("items")[0];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(list.GetProperty("total").GetInt32(), Is.EqualTo(1));
        Assert.That(list.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(item.GetProperty("reason").GetString(), Is.EqualTo("ROW_REFUSED"));
        Assert.That(item.GetProperty("detail").GetString(), Is.EqualTo("BigQuery refused the row: invalid"));
        Assert.That(item.GetProperty("stage").GetString(), Is.EqualTo("insert"));
        Assert.That(item.GetProperty("action").GetString(), Is.EqualTo("signup"));
        Assert.That(item.GetProperty("deliveries").GetInt32(), Is.EqualTo(3));
        Assert.That(item.GetProperty("replays").GetInt32(), Is.Zero);
        Assert.That(item.GetProperty("eventId").GetString(), Is.EqualTo("e-1"));
        Assert.That(item.GetProperty("data").GetBytesFromBase64(), Is.EqualTo(message.Data.ToArray()));
        Assert.That(item.GetProperty("text").GetString(), Is.EqualTo(Encoding.UTF8.GetString(message.Data.Span)));
        Assert.That(
            item.GetProperty("attributes")
                .EnumerateObject()
                .ToDictionary(static a => a.Name, static a => a.Value.GetString()),
            Is.EquivalentTo(message.Attributes)
        );
    }

    [Test]
    public async Task Looking_takes_nothing_away_and_gives_everything_back()
    {
        await using var office = await OfManyAsync(2500);

        await office.GetAsync("/admin/dead-letters?limit=1000");
        await office.GetAsync("/admin/dead-letters?reason=UNREADABLE");

        Assert.That(office.Letters.Acknowledged, Is.Zero);
        Assert.That(office.Letters.Leased, Is.Zero);
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(2500));
    }

    [Test]
    public async Task Leases_are_given_back_when_the_caller_goes_away()
    {
        await using var office = await OfManyAsync(2500);
        using var caller = new CancellationTokenSource();
        var pulls = 0;
        office.Letters.BeforePull = () => ++pulls == 2 ? caller.CancelAsync() : Task.CompletedTask;

        Assert.That(
            async () => await office.Client.GetAsync("/admin/dead-letters?limit=1000", caller.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        office.Letters.BeforePull = static () => Task.CompletedTask;

        // The next one to look waits for its turn, so that the first one is over.
        var list = await office.GetAsync("/admin/dead-letters?limit=1");
        Assert.That(list.GetProperty("total").GetInt32(), Is.EqualTo(2500));
        Assert.That(office.Letters.Leased, Is.Zero);
    }

    [Test]
    public async Task Pages_are_newest_first_and_show_every_letter_once()
    {
        await using var office = await OfManyAsync(250);
        var seen = new List<string>();
        var times = new List<DateTimeOffset>();
        string? next = null;
        do
        {
            var page = await office.GetAsync($"/admin/dead-letters?limit=60{(next is null ? "" : $"&before={next}")}");
            seen.AddRange(
                page.GetProperty("items").EnumerateArray().Select(static i => i.GetProperty("id").GetString()!)
            );
            times.AddRange(
                page.GetProperty("items").EnumerateArray().Select(static i => i.GetProperty("time").GetDateTimeOffset())
            );
            next = page.GetProperty("next").GetString();
        } while (next is not null);

        Assert.That(seen, Has.Count.EqualTo(250).And.Unique);
        Assert.That(times, Is.Ordered.Descending);
    }

    [TestCase("reason=invalid_field", 1)]
    [TestCase("reason=ROW_REFUSED", 2)]
    [TestCase("action=login", 1)]
    [TestCase("detail=POSTED", 1)]
    [TestCase("before=2026-11-22T11:30:00Z", 1)]
    [TestCase("from=2026-11-22T11:30:00Z", 2)]
    [TestCase("reason=ROW_REFUSED&action=login", 1)]
    [TestCase("reason=TOO_LARGE", 0)]
    public async Task A_filter_names_letters(string query, int expected)
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        var login = Letters.Attempt("e-3");
        login = login with
        {
            Attributes = new Dictionary<string, string>(login.Attributes) { ["ce-subject"] = "login" },
        };
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1"), DeadLetterReason.InvalidField));
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-2"), at: FixedTime.Noon.AddHours(-1)));
        office.Letters.Publish(Letters.Of(login, detail: "the posted field"));

        var list = await office.GetAsync($"/admin/dead-letters?{query}");

        Assert.That(list.GetProperty("items").GetArrayLength(), Is.EqualTo(expected));
        Assert.That(list.GetProperty("total").GetInt32(), Is.EqualTo(expected));
    }

    [Test]
    public async Task One_letter_is_found_by_its_id_or_its_events()
    {
        await using var office = await OfManyAsync(1500);
        var wanted = Letters.Of(Letters.Attempt("the-one"));
        office.Letters.Publish(wanted);

        var byEvent = await office.GetAsync("/admin/dead-letters/the-one");
        var byId = await office.GetAsync($"/admin/dead-letters/{wanted.MessageId}");

        Assert.That(byEvent.GetProperty("id").GetString(), Is.EqualTo(wanted.MessageId));
        Assert.That(byId.GetProperty("eventId").GetString(), Is.EqualTo("the-one"));
        Assert.That(office.Letters.Leased, Is.Zero);
    }

    [TestCase("/admin/dead-letters/none", 404)]
    [TestCase("/admin/replays/none", 404)]
    [TestCase("/admin/nothing-here", 404)]
    [TestCase("/admin/dead-letters?limit=0", 400)]
    [TestCase("/admin/dead-letters?limit=many", 400)]
    [TestCase("/admin/dead-letters?from=yesterday", 400)]
    [TestCase("/admin/dead-letters?before=a-cursor-nobody-has", 400)]
    public async Task An_error_is_a_problem(string path, int status)
    {
        await using var office = await DeadLetterOffice.OpenAsync();

        using var response = await office.Client.GetAsync(path);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task While_pubsub_is_away_the_answer_is_503_and_says_so()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Letters.BeforePull = static () =>
            throw new GoogleApiException("Pulling failed with 503", GoogleErrorKind.Transient);

        using var response = await office.Client.GetAsync("/admin/dead-letters");

        Assert.That((int)response.StatusCode, Is.EqualTo(503));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Pulling failed with 503"));
    }

    private static async Task<DeadLetterOffice> OfManyAsync(int count)
    {
        var office = await DeadLetterOffice.OpenAsync();
        for (var number = 0; number < count; number++)
        {
            var reason = number % 2 == 0 ? DeadLetterReason.Unreadable : DeadLetterReason.RowRefused;
            office.Letters.Publish(
                Letters.Of(Letters.Attempt($"e-{number}"), reason, FixedTime.Noon.AddSeconds(-1 - (number * 7 % count)))
            );
        }

        return office;
    }
}
