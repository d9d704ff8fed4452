using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Records attempts that are no request.</summary>
internal sealed class AttemptPublisher(
    IAttemptLog log,
    CurrentSettings settings,
    CaptureFaults faults,
    TimeProvider timeProvider
) : IAttempts
{
    public Attempt Create(AttemptAction action, AttemptStatus status)
    {
        var now = timeProvider.GetUtcNow();
        return new Attempt
        {
            AttemptId = AttemptIds.New(now),
            Timestamp = now,
            Action = action,
            Status = status,
        };
    }

    public void Publish(Attempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        try
        {
            log.Append(AttemptJson.Serialize(Redact(attempt)));
        }
        catch (Exception fault)
        {
            faults.Count(fault);
        }
    }

    private Attempt Redact(Attempt attempt)
    {
        var current = settings.Value;
        var workspace = Workspace.Take();
        return attempt with
        {
            Producer = null,
            Sequence = null,
            UserAgent = Text(attempt.UserAgent),
            Path = Text(attempt.Path),
            Query = attempt.Query is null ? null : current.Queries.Query(attempt.Query, workspace).ToString(),
            Referrer = current.Queries.Url(attempt.Referrer, workspace),
            AffData = Text(attempt.AffData),
            AdditionalData = Text(attempt.AdditionalData),
            Resp = Text(attempt.Resp),
            ErrorRaw = Text(attempt.ErrorRaw),
            Errors = attempt
                .Errors?.Select(error => error with { Code = Text(error.Code), Message = Text(error.Message) })
                .ToList(),
        };

        string? Text(string? text) => current.Redactor.RedactText(text, workspace);
    }
}
