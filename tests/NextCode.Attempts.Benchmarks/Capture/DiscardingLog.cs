using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>Takes events and forgets them: what is measured ends with the serialized event.</summary>
internal sealed class DiscardingLog : IAttemptLog
{
    public long Bytes { get; private set; }

    public long Begin(in AttemptIntent intent) => 1;

    public void Append(ReadOnlySpan<byte> json, long intent = 0) => Bytes += json.Length;

    public void Abandon(long intent) { }
}
