using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.Traffic;

/// <summary>What is told of a new account until it is known whether the player may bet.</summary>
internal static class Verifications
{
    private const int TimeoutMs = 7_000;

    /// <summary>The events of one account, in order.</summary>
    public static IEnumerable<JsonObject> Of(string clientId, Random random)
    {
        yield return Event(clientId, "verification_started", "backend");
        var fate = random.Next(20);
        if (fate < 3)
        {
            // The app gives up waiting; two out of three are verified after all.
            foreach (var told in TimedOut(clientId))
            {
                yield return told;
            }

            if (fate == 0)
            {
                var refused = Event(clientId, "verification_result", "backend");
                refused["verification_approved"] = false;
                yield return refused;
                yield break;
            }
        }

        foreach (var told in Opened(clientId))
        {
            yield return told;
        }

        if (fate >= 3)
        {
            var ended = Event(clientId, "wait_ended", "app");
            ended["wait_end_reason"] = "status_open";
            ended["configured_timeout_ms"] = TimeoutMs;
            ended["waited_ms"] = random.Next(400, TimeoutMs);
            yield return ended;
            var offers = Event(clientId, "offers_loaded", "app");
            offers["offers_count"] = random.Next(0, 6);
            yield return offers;
            var navigated = Event(clientId, "navigated", "app");
            navigated["onward"] = random.Next(4) switch
            {
                0 => "HOME",
                1 => "SURROGATE_OFFERS",
                _ => "DEPOSIT",
            };
            yield return navigated;
        }
    }

    private static IEnumerable<JsonObject> TimedOut(string clientId)
    {
        var ended = Event(clientId, "wait_ended", "app");
        ended["wait_end_reason"] = "timeout";
        ended["configured_timeout_ms"] = TimeoutMs;
        ended["waited_ms"] = TimeoutMs;
        yield return ended;
        var navigated = Event(clientId, "navigated", "app");
        navigated["onward"] = "FAILED_VERIFICATION";
        yield return navigated;
    }

    private static IEnumerable<JsonObject> Opened(string clientId)
    {
        var approved = Event(clientId, "verification_result", "backend");
        approved["verification_approved"] = true;
        yield return approved;
        var changed = Event(clientId, "client_status_changed", "backend");
        changed["status_before"] = "PRE_OPEN";
        changed["status_after"] = "OPEN";
        yield return changed;
        var heard = Event(clientId, "status_push_received", "websocket");
        heard["status_after"] = "OPEN";
        yield return heard;
    }

    private static JsonObject Event(string clientId, string name, string source) =>
        new()
        {
            ["event"] = name,
            ["client_id"] = clientId,
            ["source"] = source,
            ["provider"] = "greenid",
        };
}
