using NextCode.Attempts.Consumer.Admin.Patching;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>Makes the messages of one job, changed by its patch.</summary>
internal sealed class MessageMaker(ReplayJob job, TimeProvider timeProvider)
{
    private const string PatchFailed = "PATCH_FAILED";

    private readonly JsonPatch? _patch = job.Request.Patch is { } patch ? JsonPatch.Read(patch).Patch : null;

    /// <summary>The message of a letter, and what the patch changed; null, and counted, where the patch does not fit.</summary>
    public (PubSubMessage? Message, IReadOnlyList<FieldChange>? Changes) Make(DeadLetter letter)
    {
        var now = timeProvider.GetUtcNow();
        if (_patch is null)
        {
            return (ReplayMessage.Create(letter, job.Id, now), null);
        }

        try
        {
            var (data, changes) = LetterPatch.Apply(letter, _patch);
            return (ReplayMessage.Create(letter, job.Id, now, data, _patch.ToString()), changes);
        }
        catch (PatchException exception)
        {
            job.Tally.Fail(letter, PatchFailed, exception.Message);
            return (null, null);
        }
    }
}
