using System.Globalization;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>
/// Makes the message that goes back to the main topic: the original byte for byte, without what made it a letter, and
/// with its history in attributes as far as Pub/Sub's limits leave room, the most useful first.
/// </summary>
internal static class ReplayMessage
{
    /// <param name="letter">The letter.</param>
    /// <param name="job">The job that puts it back.</param>
    /// <param name="now">When.</param>
    /// <param name="data">Data to send instead of the original's; null keeps them.</param>
    /// <param name="change">What was changed in them, for the history.</param>
    public static PubSubMessage Create(
        DeadLetter letter,
        string job,
        DateTimeOffset now,
        ReadOnlyMemory<byte>? data = null,
        string? change = null
    )
    {
        var original = letter.Original;
        var sent = data ?? original.Data;
        var attributes = new Dictionary<string, string>(original.Attributes, StringComparer.Ordinal);
        var room = PubSubLimits.MessageBytes - PubSubLimits.Size(sent.Length, attributes);
        Add(DeadLetterAttributes.Replays, (letter.Replays + 1).ToString(CultureInfo.InvariantCulture));
        Add(DeadLetterAttributes.ReplayJob, job);
        Add(DeadLetterAttributes.FirstSeen, Rfc3339.Format(letter.FirstSeen ?? letter.Time));
        Add(DeadLetterAttributes.History, ReplayHistory.Append(letter, job, now, change));
        return new PubSubMessage(sent, attributes) { OrderingKey = original.OrderingKey };

        void Add(string name, string value)
        {
            // A folded letter's original may have an attribute of the same name, which this one then takes the place of.
            var bytes = name.Length + System.Text.Encoding.UTF8.GetByteCount(value);
            if (bytes <= room && (attributes.Count < PubSubLimits.Attributes || attributes.ContainsKey(name)))
            {
                attributes[name] = value;
                room -= bytes;
            }
        }
    }
}
