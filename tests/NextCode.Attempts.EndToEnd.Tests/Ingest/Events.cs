namespace NextCode.Attempts.EndToEnd.Tests.Ingest;

/// <summary>Made-up attempts.</summary>
internal static class Events
{
    public static Attempt New() =>
        new()
        {
            AttemptId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(),
            Timestamp = TimeProvider.System.GetUtcNow(),
            Action = AttemptAction.Login,
            Status = AttemptStatus.Success,
            Producer = "test",
            Email = "mia@gmail.com",
            Ip = "8.8.8.8",
        };

    public static List<Attempt> Many(int count) => [.. Enumerable.Range(0, count).Select(static _ => New())];
}
