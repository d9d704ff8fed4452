using System.Net;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Admin.Page;

/// <summary>The pages as they are answered; what a browser makes of them is the end-to-end tests' matter.</summary>
internal sealed class PageTests
{
    [Test]
    public async Task The_first_page_counts_letters_and_shows_no_personal_data()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1"), DeadLetterReason.RowRefused, detail: "at <email>"));
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-2"), DeadLetterReason.Unreadable));

        var (status, html) = await GetAsync(office, "/admin/");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("2 letters").And.Contain("/admin/?reason=ROW_REFUSED"));
        Assert.That(html, Does.Contain("/admin/runbook#unreadable"));
        Assert.That(html, Does.Contain("at &lt;email&gt;"), "text is encoded");
        Assert.That(html, Does.Not.Contain("mia@example.com"));
        Assert.That(office.Letters.Waiting, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_letters_personal_data_are_masked_until_asked_for()
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1")));

        var (_, masked) = await GetAsync(office, "/admin/letters/e-1");
        using var response = await office.Client.PostAsync("/admin/letters/e-1", new FormUrlEncodedContent([]));
        var shown = await response.Content.ReadAsStringAsync();

        Assert.That(masked, Does.Contain("email").And.Contain("signup").And.Not.Contain("mia@example.com"));
        Assert.That(shown, Does.Contain("mia@example.com"));
    }

    [Test]
    public async Task Every_page_forbids_what_is_not_its_own()
    {
        await using var office = await DeadLetterOffice.OpenAsync();

        using var response = await office.Client.GetAsync("/admin/");

        var headers = response.Headers.ToDictionary(static h => h.Key, static h => string.Join(' ', h.Value));
        using var scope = Assert.EnterMultipleScope();
        Assert.That(headers["Content-Security-Policy"], Does.StartWith("default-src 'none'").And.Not.Contain("unsafe"));
        Assert.That(headers["Cache-Control"], Is.EqualTo("no-store"));
        Assert.That(headers["X-Content-Type-Options"], Is.EqualTo("nosniff"));
    }

    [TestCase("max=none", "max is not a number.")]
    [TestCase("max=0", "max must be 1 or more")]
    [TestCase("patch=x", "patch is not JSON.")]
    [TestCase("from=yesterday", "from is not a time")]
    public async Task A_form_that_cannot_be_read_starts_nothing_and_says_why(string form, string problem)
    {
        await using var office = await DeadLetterOffice.OpenAsync();
        office.Letters.Publish(Letters.Of(Letters.Attempt("e-1")));
        var (name, value) = (form.Split('=')[0], form.Split('=')[1]);

        using var response = await office.Client.PostAsync(
            "/admin/jobs",
            new FormUrlEncodedContent([new(name, value), new("dryRun", "false")])
        );

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(problem).And.Contain("role=\"alert\""));
        Assert.That((await office.GetAsync("/admin/replays")).GetArrayLength(), Is.Zero);
    }

    [TestCase("/admin/letters/none")]
    [TestCase("/admin/jobs/none")]
    public async Task What_is_not_there_is_said_on_a_page(string path)
    {
        await using var office = await DeadLetterOffice.OpenAsync();

        var (status, html) = await GetAsync(office, path);

        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(html, Does.Contain("All dead letters"));
    }

    private static async Task<(HttpStatusCode Status, string Html)> GetAsync(DeadLetterOffice office, string path)
    {
        using var response = await office.Client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
