using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>
/// Ids that never repeat, whatever was acknowledged before a restart: each run of the process takes the next block of
/// 2^40. The write loop's alone.
/// </summary>
internal sealed class IdSequence(long first)
{
    private const int BitsOfRun = 40;

    private long _next = first;

    public static IdSequence Begin(SqliteConnection writer) =>
        new(writer.Scalar("UPDATE run SET number = number + 1 RETURNING number") << BitsOfRun);

    public long Next() => _next++;
}
