using System.Text;
using System.Text.Unicode;
using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Admin.Letters;

/// <summary>A letter as the API shows it.</summary>
/// <param name="Id">Names the letter until it is replayed.</param>
/// <param name="Reason">Why it is one.</param>
/// <param name="Detail">What exactly, without any value of the record.</param>
/// <param name="Stage">Where it was found: receive, decode, insert, delivery.</param>
/// <param name="Action">The attempt's action, where the message says one.</param>
/// <param name="Time">When it became a letter, for the last time.</param>
/// <param name="FirstSeen">When it became one for the first time.</param>
/// <param name="Deliveries">How often the message was delivered before.</param>
/// <param name="Replays">How often it was put back before.</param>
/// <param name="History">A line for each of these times.</param>
/// <param name="EventId">The event's id: attempt_id of the row it should be.</param>
/// <param name="EventTime">When the attempt happened.</param>
/// <param name="ConsumerVersion">Who wrote the letter.</param>
/// <param name="MessageId">The message's id on its own topic.</param>
/// <param name="PublishTime">When it was published there.</param>
/// <param name="Subscription">Who delivered it.</param>
/// <param name="OrderingKey">The message's ordering key.</param>
/// <param name="Data">The message's data, base64.</param>
/// <param name="Text">The same as text, where they are UTF-8.</param>
/// <param name="Attributes">The message's attributes.</param>
internal sealed record LetterItem(
    string Id,
    string Reason,
    string Detail,
    string Stage,
    string? Action,
    DateTimeOffset Time,
    DateTimeOffset? FirstSeen,
    int? Deliveries,
    int Replays,
    IReadOnlyList<string> History,
    string? EventId,
    string? EventTime,
    string? ConsumerVersion,
    string? MessageId,
    string? PublishTime,
    string? Subscription,
    string? OrderingKey,
    byte[] Data,
    string? Text,
    IReadOnlyDictionary<string, string> Attributes
)
{
    public static LetterItem Of(DeadLetter letter)
    {
        var data = letter.Original.Data;
        return new LetterItem(
            letter.Id,
            letter.Reason,
            letter.Detail,
            letter.Stage,
            letter.Action,
            letter.Time,
            letter.FirstSeen,
            letter.Deliveries,
            letter.Replays,
            letter.History,
            letter.EventId,
            letter.EventTime,
            letter.ConsumerVersion,
            letter.OriginalMessageId,
            letter.OriginalPublishTime,
            letter.Subscription,
            letter.Original.OrderingKey,
            data.ToArray(),
            Utf8.IsValid(data.Span) ? Encoding.UTF8.GetString(data.Span) : null,
            letter.Original.Attributes
        );
    }
}

/// <summary>A page of letters, newest first.</summary>
/// <param name="Items">The letters.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null where this is the last.</param>
/// <param name="Total">How many letters match: exact where all were looked at, else at least so many.</param>
internal sealed record LetterList(IReadOnlyList<LetterItem> Items, string? Next, int Total);
