using System.Globalization;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Names and files of one spool: its segments, <c>00000001.segment</c> and on, and its checkpoint.</summary>
internal sealed class SegmentDirectory(ISpoolFiles files, string path)
{
    /// <summary>The file that says how far everything is done with.</summary>
    public const string CheckpointName = "checkpoint";

    private const string Extension = ".segment";

    private readonly Lock _gate = new();
    private volatile Segment[] _segments = [];

    public string Path { get; } = path;

    public ISpoolFiles Files { get; } = files;

    public string CheckpointPath => System.IO.Path.Combine(Path, CheckpointName);

    /// <summary>The segments there are, oldest first.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>What was written to all of them.</summary>
    public long Bytes => _segments.Sum(segment => segment.Length);

    /// <summary>Creates a segment's file; it is no part of the log before <see cref="Add"/>.</summary>
    public Segment Create(int number, long bytes)
    {
        var segmentPath = PathOf(number);
        return new Segment(number, segmentPath, Files.Create(segmentPath, bytes));
    }

    /// <summary>Opens a segment that is there.</summary>
    public Segment Open(int number, bool writable)
    {
        var segmentPath = PathOf(number);
        return new Segment(number, segmentPath, Files.Open(segmentPath, writable));
    }

    /// <summary>The numbers of the segments on disk, in order.</summary>
    public IReadOnlyList<int> Numbers() =>
        [
            .. Files
                .Files(Path)
                .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
                .Select(name => name[..^Extension.Length])
                .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
                .Order(),
        ];

    /// <summary>Makes a segment the log's newest.</summary>
    public void Add(Segment segment)
    {
        lock (_gate)
        {
            _segments = [.. _segments, segment];
        }
    }

    /// <summary>The segment of a number, else the next one after it; null when there is none.</summary>
    public Segment? AtOrAfter(int number)
    {
        foreach (var segment in _segments)
        {
            if (segment.Number >= number)
            {
                return segment;
            }
        }

        return null;
    }

    /// <summary>Takes a segment out of the log; its file stays until <see cref="Discard"/>.</summary>
    public void Remove(Segment segment)
    {
        lock (_gate)
        {
            _segments = [.. _segments.Where(s => s != segment)];
        }
    }

    /// <summary>Closes and deletes a segment that is no part of the log.</summary>
    public void Discard(Segment segment)
    {
        segment.File.Dispose();
        Files.Delete(segment.Path);
    }

    /// <summary>Closes all files.</summary>
    public void Close()
    {
        foreach (var segment in _segments)
        {
            segment.File.Dispose();
        }
    }

    /// <summary>The file of a segment.</summary>
    public string PathOf(int number) =>
        System.IO.Path.Combine(Path, number.ToString("D8", CultureInfo.InvariantCulture) + Extension);
}
