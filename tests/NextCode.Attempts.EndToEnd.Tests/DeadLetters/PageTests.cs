using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests.DeadLetters;

/// <summary>The page in a real browser: the whole story by keyboard, and what axe says of every page on the way.</summary>
internal sealed class PageTests
{
    private const int MaxTabs = 120;
    private const string Email = "mia.nguyen@example.com";

    [Test]
    public async Task An_operator_sees_understands_rehearses_and_replays_by_keyboard()
    {
        var chromium = Tools.Find("chromium") ?? Tools.Missing("chromium is not on the PATH, so no page was opened");
        using var directory = new TemporaryDirectory();
        await using var host = await Hosts.StartAsync(
            Hosts.Options(directory.Path) with
            {
                Roles = Roles.Consumer | Roles.PubSub | Roles.BigQuery,
            }
        );
        using var misfortunes = new Misfortunes(host.PubSubHost);
        await misfortunes.LettersOfThePastAsync("UNREADABLE", 30);
        await misfortunes.LettersOfThePastAsync("INVALID_FIELD", 60, Email);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = chromium, Args = ["--no-sandbox"] }
        );
        var page = await browser.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);

        // See.
        await page.GotoAsync($"{host.Consumer}admin/");
        await AssertAccessibleAsync(page, "90 letters");
        await PressAsync(page, "Skip to content");
        await PressAsync(page, "INVALID_FIELD");
        await AssertAccessibleAsync(page, "50 of 60 that match: reason INVALID_FIELD");
        await PressAsync(page, "Next page");
        await AssertAccessibleAsync(page, "10 of 60 that match: reason INVALID_FIELD");

        // Understand.
        await PressAsync(page, "Runbook: INVALID_FIELD");
        await AssertAccessibleAsync(page, "What identifies the record is missing or wrong");
        Assert.That(page.Url, Does.EndWith("/admin/runbook#invalid_field"));
        await page.GoBackAsync();
        await PressAsync(page, "Letter ");
        await AssertAccessibleAsync(page, "Never replayed.");
        Assert.That(await page.ContentAsync(), Does.Not.Contain(Email));
        await PressAsync(page, "Show personal data");
        await AssertAccessibleAsync(page, Email);

        // Rehearse, and replay.
        await PressAsync(page, "Dead letters");
        await PressAsync(page, "Dry run");
        await AssertAccessibleAsync(page, "Completed: 90 letters seen, 90 would succeed, 0 would fail");
        await PressAsync(page, "Replay");
        await AssertAccessibleAsync(page, "Completed: 90 letters seen, 90 replayed, 0 failed");
        await PressAsync(page, "Dead letters");
        await AssertAccessibleAsync(page, "There are no dead letters.");

        using var warehouse = new Warehouse(host.BigQuery!);
        await Eventually.BecomesTrueAsync(
            async () => await warehouse.CountAsync("attempts.attempts_unique") == 90,
            "90 rows"
        );
        Assert.That(errors, Is.Empty, "neither the browser nor the content security policy complains");
    }

    [Test]
    public async Task A_running_replay_is_watched_and_stopped_by_keyboard()
    {
        var chromium = Tools.Find("chromium") ?? Tools.Missing("chromium is not on the PATH, so no page was opened");
        using var directory = new TemporaryDirectory();
        await using var host = await Hosts.StartAsync(
            Hosts.Options(directory.Path) with
            {
                Roles = Roles.Consumer | Roles.PubSub | Roles.BigQuery,
            }
        );
        using var misfortunes = new Misfortunes(host.PubSubHost);
        await misfortunes.LettersOfThePastAsync("UNREADABLE", 100);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = chromium, Args = ["--no-sandbox"] }
        );
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{host.Consumer}admin/");

        await FocusAsync(page, "ratePerSecond");
        await page.Keyboard.TypeAsync("4");
        await PressAsync(page, "Replay");
        await AssertAccessibleAsync(page, "Running: ");
        await page.GetByText(new System.Text.RegularExpressions.Regex("Running: [1-9]")).WaitForAsync();
        await PressAsync(page, "Stop");
        await AssertAccessibleAsync(page, "Stopped: ");

        using var desk = new Desk(host.Consumer!);
        var left = (await desk.CountAsync()).Values.Sum();
        Assert.That(left, Is.InRange(1, 99));
    }

    private static async Task AssertAccessibleAsync(IPage page, string text)
    {
        await page.GetByText(text).First.WaitForAsync();
        var result = await page.RunAxe();
        Assert.That(
            result.Violations.Select(static v =>
                $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Html))}"
            ),
            Is.Empty,
            page.Url
        );
    }

    /// <summary>Goes to what is called so by the tabulator key, and presses Enter.</summary>
    private static async Task PressAsync(IPage page, string name)
    {
        await FocusAsync(page, name);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }

    private static async Task FocusAsync(IPage page, string name)
    {
        for (var tabs = 0; tabs < MaxTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await FocusedAsync(page);
            if (focused == name || (name.EndsWith(' ') && focused.StartsWith(name, StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail($"{name} cannot be reached by keyboard on {page.Url}");
    }

    // A page that just gives way to the next one has no focus to ask for.
    private static async Task<string> FocusedAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>(
                "() => document.activeElement.innerText?.trim() || document.activeElement.name || ''"
            );
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("navigation", StringComparison.Ordinal))
        {
            await page.WaitForLoadStateAsync();
            return "";
        }
    }
}
