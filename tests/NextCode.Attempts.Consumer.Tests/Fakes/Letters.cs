using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>Letters as they lie on the dead-letter subscription.</summary>
internal static class Letters
{
    private static int _ids;

    /// <summary>A sound attempt's message.</summary>
    public static PubSubMessage Attempt(string id, string data = """{"email":"mia@example.com","action":"signup"}""") =>
        Wrapped.Message(id, data);

    /// <summary>The letter that the service writes of a message, as Pub/Sub delivers it.</summary>
    public static PubSubMessage Of(
        PubSubMessage message,
        DeadLetterReason reason = DeadLetterReason.RowRefused,
        DateTimeOffset? at = null,
        string detail = "because"
    )
    {
        var time = at ?? FixedTime.Noon.AddMinutes(-1);
        var incoming = new IncomingMessage(message with { MessageId = "m-1" }, Wrapped.Subscription, 3);
        return Delivered(Letter.Create(incoming, new Rejection(reason, detail, Stages.Insert), time), time);
    }

    /// <summary>A message as Pub/Sub delivers it from the dead-letter topic.</summary>
    public static PubSubMessage Delivered(PubSubMessage message, DateTimeOffset? at = null) =>
        message with
        {
            MessageId = $"{Interlocked.Increment(ref _ids) + 1000}",
            PublishTime = Rfc3339.Format(at ?? FixedTime.Noon.AddMinutes(-1)),
        };
}
