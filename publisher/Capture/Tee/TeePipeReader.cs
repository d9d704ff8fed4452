using System.Buffers;
using System.IO.Pipelines;

namespace NextCode.Attempts.Publisher.Capture.Tee;

/// <summary>The request's pipe: what the application consumes is copied.</summary>
internal sealed class TeePipeReader(PipeReader inner, BodyCapture capture) : PipeReader
{
    private ReadOnlySequence<byte> _last;
    private bool _completed;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Seen(await inner.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        Seen(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Consume(consumed);
        inner.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Consume(consumed);
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        _completed = true;
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        _completed = true;
        return inner.CompleteAsync(exception);
    }

    public void Peek()
    {
        if (_completed || capture.SawEnd || !_last.IsEmpty || !inner.TryRead(out var result))
        {
            return;
        }

        capture.Append(result.Buffer);
        capture.SawEnd |= result.IsCompleted;
        inner.AdvanceTo(result.Buffer.Start);
    }

    private ReadResult Seen(ReadResult result)
    {
        _last = result.Buffer;
        if (result.IsCompleted && result.Buffer.IsEmpty)
        {
            capture.SawEnd = true;
        }

        return result;
    }

    private void Consume(SequencePosition consumed)
    {
        if (!_last.IsEmpty)
        {
            capture.Append(_last.Slice(0, consumed));
        }

        _last = default;
    }
}
