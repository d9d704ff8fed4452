using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin.Archive;

/// <summary>One line of an archive's file: the letter as Pub/Sub had it.</summary>
internal sealed record ArchivedLetter(
    string Id,
    string? PublishTime,
    string? OrderingKey,
    byte[] Data,
    Dictionary<string, string> Attributes
)
{
    public static ArchivedLetter Of(DeadLetter letter)
    {
        var stored = letter.Stored;
        return new ArchivedLetter(
            letter.Id,
            stored.PublishTime,
            stored.OrderingKey,
            stored.Data.ToArray(),
            stored.Attributes.ToDictionary()
        );
    }

    public DeadLetter ToLetter() =>
        DeadLetter.Read(
            new PubSubMessage(Data, Attributes)
            {
                MessageId = Id,
                PublishTime = PublishTime,
                OrderingKey = OrderingKey,
            }
        );
}
