using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Admin;

internal sealed class ArchiveTests
{
    [Test]
    public async Task Old_letters_move_to_files_and_go_back_from_there_as_they_came()
    {
        using var store = new TemporaryStore();
        await using var office = await DeadLetterOffice.OpenAsync(("Consumer:Admin:Store", store.Path));
        var message = Letters.Attempt("old");
        office.Letters.Publish(Letters.Of(message, DeadLetterReason.RowRefused, FixedTime.Noon.AddDays(-30)));
        office.Letters.Publish(
            Letters.Of(Letters.Attempt("older"), DeadLetterReason.Unreadable, FixedTime.Noon.AddDays(-31))
        );
        office.Letters.Publish(Letters.Of(Letters.Attempt("new")));

        var archived = await ArchiveAsync(office, 21);
        Assert.That(archived.GetProperty("archived").GetInt32(), Is.EqualTo(2));
        Assert.That(office.Letters.Waiting.Single().Attributes["ce-id"], Is.EqualTo("new"));
        Assert.That(office.Topic.Messages, Is.Empty);
        var index = JsonSerializer.Deserialize<JsonElement>(
            await File.ReadAllTextAsync(
                Directory.EnumerateFiles(store.Path, "*.index.json", SearchOption.AllDirectories).Single()
            )
        );
        Assert.That(index.GetProperty("letters").GetInt32(), Is.EqualTo(2));
        Assert.That(index.GetProperty("byReason").GetProperty("UNREADABLE").GetInt32(), Is.EqualTo(1));
        Assert.That(index.GetProperty("oldest").GetDateTimeOffset(), Is.EqualTo(FixedTime.Noon.AddDays(-31)));

        var dryRun = await office.RunAsync("""{"source":"archive","dryRun":true}""");
        Assert.That(dryRun.GetProperty("wouldSucceed").GetInt32(), Is.EqualTo(2));

        var one = await office.RunAsync("""{"source":"archive","filter":{"reason":"ROW_REFUSED"}}""");
        Assert.That(one.GetProperty("replayed").GetInt32(), Is.EqualTo(1));
        var sent = office.Topic.Messages.Single();
        Assert.That(sent.Data.ToArray(), Is.EqualTo(message.Data.ToArray()));
        Assert.That(sent.Attributes, Is.SupersetOf(message.Attributes));
        Assert.That(sent.Attributes["dead-letter-replays"], Is.EqualTo("1"));

        var rest = await office.RunAsync("""{"source":"archive"}""");
        Assert.That(rest.GetProperty("replayed").GetInt32(), Is.EqualTo(1));
        Assert.That(office.Topic.Messages[^1].Attributes["ce-id"], Is.EqualTo("older"));
        Assert.That(Directory.EnumerateFiles(store.Path, "*.ndjson", SearchOption.AllDirectories), Is.Empty);
        Assert.That((await office.RunAsync("""{"source":"archive"}""")).GetProperty("seen").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task Letters_stay_in_pubsub_when_the_archive_cannot_be_written()
    {
        using var store = new TemporaryStore();
        await using var office = await DeadLetterOffice.OpenAsync(("Consumer:Admin:Store", store.Path));
        await File.WriteAllTextAsync(Path.Combine(store.Path, "letters"), "a file where the folder should be");
        office.Letters.Publish(Letters.Of(Letters.Attempt("old"), at: FixedTime.Noon.AddDays(-30)));

        var job = await ArchiveAsync(office, 21);

        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("failed"));
        Assert.That(job.GetProperty("notes")[0].GetString(), Does.StartWith("Writing letters/"));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Letters_older_than_the_setting_move_by_themselves()
    {
        using var store = new TemporaryStore();
        var letters = new FakeSubscription { Expected = 1 };
        letters.Publish(Letters.Of(Letters.Attempt("old"), at: FixedTime.Noon.AddDays(-22)));
        letters.Publish(Letters.Of(Letters.Attempt("new"), at: FixedTime.Noon.AddDays(-20)));

        await using var office = await DeadLetterOffice.OpenAsync(
            letters,
            new FakeTopic(),
            static _ => { },
            ("Consumer:Admin:Store", store.Path),
            ("Consumer:Admin:ArchiveAfter", "21.00:00:00")
        );
        await letters.AllAcknowledged.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        var jobs = await office.GetAsync("/admin/replays");
        await office.EndedAsync(jobs[0].GetProperty("id").GetString()!);
        Assert.That(letters.Waiting.Single().Attributes["ce-id"], Is.EqualTo("new"));
    }

    [TestCase("/admin/dead-letters/archive?olderThanDays=1", "{}", 409)]
    [TestCase("/admin/dead-letters/replay", """{"source":"archive"}""", 409)]
    [TestCase("/admin/dead-letters/replay", """{"source":"elsewhere"}""", 400)]
    [TestCase("/admin/dead-letters/archive?olderThanDays=31", "{}", 400)]
    [TestCase("/admin/dead-letters/archive", "{}", 400)]
    public async Task Without_an_archive_nothing_of_it_is_offered(string path, string body, int status)
    {
        await using var office = await DeadLetterOffice.OpenAsync();

        using var response = await office.Client.PostAsJsonAsync(path, JsonSerializer.Deserialize<JsonElement>(body));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    private static async Task<JsonElement> ArchiveAsync(DeadLetterOffice office, int days)
    {
        using var response = await office.Client.PostAsync($"/admin/dead-letters/archive?olderThanDays={days}", null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await office.EndedAsync(id);
        return await office.GetAsync($"/admin/replays/{id}");
    }
}
