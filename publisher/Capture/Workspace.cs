using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// Everything that making one event needs besides its input, kept by each thread: an event is made synchronously, so no
/// two share it.
/// </summary>
internal sealed class Workspace
{
    public const int MaxNestedFailures = 8;

    [ThreadStatic]
    private static Workspace? s_current;

    private readonly Stack<PooledBuffer> _scratch = new();
    private readonly Stack<JsonIndex> _indexes = new();
    private readonly List<Level[]> _levels = [];
    private int _levelsInUse;

    public Workspace()
    {
        Columns = new ColumnValues(Text);
        Secrets = new Secrets();
        Response = new ResponseFacts(Text);
        ExtrasWriter = new Utf8JsonWriter(Extras, JsonText.Writer);
        ResponseWriter = new Utf8JsonWriter(ResponseText, JsonText.Writer);
    }

    /// <summary>Values found: columns, secrets, codes.</summary>
    public PooledBuffer Text { get; } = new();

    /// <summary>The text of <c>additional_data</c>.</summary>
    public PooledBuffer Extras { get; } = new();

    /// <summary>The text of <c>resp</c>.</summary>
    public PooledBuffer ResponseText { get; } = new();

    /// <summary>The event.</summary>
    public PooledBuffer Event { get; } = new();

    /// <summary>The event after <see cref="SecretSweep"/> had to change it, and other temporary JSON.</summary>
    public PooledBuffer Swept { get; } = new();

    /// <summary>Whether the response, opened from its compression, was more than the cap.</summary>
    public bool ResponseTruncated { get; set; }

    public Utf8JsonWriter ExtrasWriter { get; }

    public Utf8JsonWriter ResponseWriter { get; }

    public ColumnValues Columns { get; }

    public Secrets Secrets { get; }

    public ResponseFacts Response { get; }

    /// <summary>How deep in JSON inside strings the copy is.</summary>
    public int Nesting { get; private set; }

    /// <summary>Strings that looked like JSON and were not: each costs an exception, so there is a limit to them.</summary>
    public int NestedFailures { get; private set; }

    /// <summary>This thread's, cleared.</summary>
    public static Workspace Take()
    {
        var workspace = s_current ??= new Workspace();
        workspace.Clear();
        return workspace;
    }

    /// <summary>Forgets what a request's body filled.</summary>
    public void StartAgain()
    {
        Extras.Clear();
        ExtrasWriter.Reset();
        Columns.Clear();
        Secrets.Clear();
        _levelsInUse = 0;
        Nesting = 0;
    }

    public Level[] EnterLevels()
    {
        if (_levelsInUse == _levels.Count)
        {
            _levels.Add(new Level[JsonCursor.MaxDepth + 2]);
        }

        return _levels[_levelsInUse++];
    }

    public void LeaveLevels() => _levelsInUse--;

    public void EnterNested() => Nesting++;

    public void LeaveNested() => Nesting--;

    /// <summary>Where the copy is, to return to after an exception.</summary>
    public (int Nesting, int Levels) Position => (Nesting, _levelsInUse);

    /// <summary>Returns to a position after an exception.</summary>
    public void Failed((int Nesting, int Levels) position)
    {
        (Nesting, _levelsInUse) = position;
        NestedFailures++;
    }

    public PooledBuffer RentScratch() => _scratch.TryPop(out var buffer) ? buffer : new PooledBuffer();

    public void ReturnScratch(PooledBuffer buffer)
    {
        buffer.Clear();
        _scratch.Push(buffer);
    }

    public JsonIndex RentIndex() => _indexes.TryPop(out var index) ? index : new JsonIndex();

    public void ReturnIndex(JsonIndex index)
    {
        index.Release();
        _indexes.Push(index);
    }

    private void Clear()
    {
        Text.Clear();
        Extras.Clear();
        ResponseText.Clear();
        Event.Clear();
        Swept.Clear();
        ResponseTruncated = false;
        ExtrasWriter.Reset();
        ResponseWriter.Reset();
        Columns.Clear();
        Secrets.Clear();
        Response.Clear();
        _levelsInUse = 0;
        Nesting = 0;
        NestedFailures = 0;
    }
}
