using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Tests.Admin;

internal sealed class DryRunTests
{
    [Test]
    public async Task It_says_which_would_pass_and_why_the_others_would_not_and_changes_nothing()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        var notAnEvent = Letters.Attempt("no-event");
        notAnEvent = notAnEvent with
        {
            Attributes = notAnEvent.Attributes.Where(static a => a.Key != "ce-type").ToDictionary(),
        };
        office.Letters.Publish(Letters.Of(Letters.Attempt("sound"), DeadLetterReason.Unreadable));
        office.Letters.Publish(Letters.Of(Letters.Attempt("garbage", "{"), DeadLetterReason.Unreadable));
        office.Letters.Publish(Letters.Of(notAnEvent, DeadLetterReason.NotACloudEvent));
        office.Letters.Publish(
            Letters.Of(
                Letters.Attempt("old", """{"timestamp":"1999-01-01T00:00:00Z"}"""),
                DeadLetterReason.OutOfPartitionRange
            )
        );
        office.Letters.Publish(Letters.Of(Letters.Attempt("large", Large()), DeadLetterReason.TooLarge));

        var job = await office.RunAsync("""{"dryRun":true}""");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(job.GetProperty("seen").GetInt32(), Is.EqualTo(5));
        Assert.That(job.GetProperty("wouldSucceed").GetInt32(), Is.EqualTo(1));
        Assert.That(job.GetProperty("failed").GetInt32(), Is.EqualTo(4));
        Assert.That(job.GetProperty("replayed").GetInt32(), Is.Zero);
        Assert.That(
            Counts(job, "failedByReason"),
            Is.EquivalentTo(["UNREADABLE 1", "NOT_A_CLOUDEVENT 1", "OUT_OF_PARTITION_RANGE 1", "TOO_LARGE 1"])
        );
        Assert.That(
            job.GetProperty("examples")
                .EnumerateArray()
                .Select(static e => $"{e.GetProperty("eventId")} {e.GetProperty("outcome")}"),
            Has.Member("sound succeeds").And.Member("old OUT_OF_PARTITION_RANGE")
        );
        Assert.That(office.Topic.Messages, Is.Empty);
        Assert.That(office.Table.Calls, Is.Empty);
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(5));
    }

    [TestCase("email", "INTEGER", 0)]
    [TestCase("email", "STRING", 1)]
    public async Task A_row_is_held_against_the_table_as_it_is_now(string column, string type, int passes)
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Table.Change(column, node => node["type"] = type);
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1")));

        var job = await office.RunAsync("""{"dryRun":true}""");

        Assert.That(job.GetProperty("wouldSucceed").GetInt32(), Is.EqualTo(passes));
        Assert.That(Counts(job, "failedByReason"), Is.EqualTo(passes == 0 ? ["ROW_REFUSED 1"] : Array.Empty<string>()));
    }

    [Test]
    public async Task A_table_that_cannot_be_asked_is_said()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Table.GetFailure = new GoogleApiException("Reading the table failed", GoogleErrorKind.Transient);
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1")));

        var job = await office.RunAsync("""{"dryRun":true}""");

        Assert.That(job.GetProperty("wouldSucceed").GetInt32(), Is.EqualTo(1));
        Assert.That(
            job.GetProperty("notes")[0].GetString(),
            Is.EqualTo("Rows were not checked against the table: Reading the table failed")
        );
    }

    [Test]
    public async Task A_patch_is_shown_as_a_difference_without_personal_data_and_not_applied_in_a_dry_run()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        var data = """{"timestamp":"1999-01-01T00:00:00Z","email":"mia@example.com","n":1.50}""";
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1", data), DeadLetterReason.OutOfPartitionRange));
        const string Patch = """
            [{"op":"replace","path":"/timestamp","value":"2026-11-22T11:00:00Z"},{"op":"replace","path":"/email","value":"m@example.com"}]
            """;

        var dryRun = await office.RunAsync($$"""{"dryRun":true,"patch":{{Patch}}}""");
        var changes = dryRun.GetProperty("examples")[0].GetProperty("diff").EnumerateArray().ToList();
        Assert.That(dryRun.GetProperty("wouldSucceed").GetInt32(), Is.EqualTo(1));
        Assert.That(changes[0].GetProperty("before").GetString(), Is.EqualTo("\"1999-01-01T00:00:00Z\""));
        Assert.That(changes[0].GetProperty("after").GetString(), Is.EqualTo("\"2026-11-22T11:00:00Z\""));
        Assert.That(dryRun.GetRawText().Split("\"patch\"")[0], Does.Not.Contain("@example.com"));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1));

        await office.RunAsync($$"""{"patch":{{Patch}}}""");
        var sent = office.Topic.Messages.Single();
        Assert.That(
            Encoding.UTF8.GetString(sent.Data.Span),
            Is.EqualTo("""{"timestamp":"2026-11-22T11:00:00Z","email":"m@example.com","n":1.50}""")
        );
        Assert.That(
            sent.Attributes["dead-letter-history"],
            Does.EndWith(" was=OUT_OF_PARTITION_RANGE patch=replace /timestamp; replace /email")
        );
    }

    [Test]
    public async Task A_patch_reaches_the_data_of_a_structured_event()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        var structured = Letters.Attempt(
            "e-1",
            """{"id":"e-1","source":"/s","type":"com.nextcode.attempt.v1","specversion":"1.0","time":"2026-11-22T11:00:00Z","data":{"status":"error"}}"""
        ) with
        {
            Attributes = new Dictionary<string, string> { ["content-type"] = "application/cloudevents+json" },
        };
        office.Letters.Publish(Letters.Of(structured));

        await office.RunAsync("""{"patch":[{"op":"replace","path":"/status","value":"success"}]}""");

        var sent = JsonNode.Parse(office.Topic.Messages.Single().Data.Span)!;
        Assert.That((string?)sent["data"]!["status"], Is.EqualTo("success"));
        Assert.That((string?)sent["id"], Is.EqualTo("e-1"));
    }

    [Test]
    public async Task A_letter_that_the_patch_does_not_fit_stays()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1", "{")));

        var job = await office.RunAsync("""{"patch":[{"op":"remove","path":"/resp"}]}""");

        Assert.That(Counts(job, "failedByReason"), Is.EqualTo(["PATCH_FAILED 1"]));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(1));
    }

    private static IEnumerable<string> Counts(JsonElement job, string property) =>
        job.GetProperty(property).EnumerateObject().Select(static count => $"{count.Name} {count.Value}");

    // Each escaped quote is escaped once more in the row, which has the value as text in additional_data.
    private static string Large() => "{\"x\":\"" + string.Concat(Enumerable.Repeat("\\\"", 3_000_000)) + "\"}";
}
