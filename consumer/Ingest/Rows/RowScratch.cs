using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>The buffers one row is built in, used again for the next one.</summary>
internal sealed class RowScratch
{
    // Deeper than any sane producer nests; the reader keeps a bit a level, not a stack frame.
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 1000 };

    // The text goes to BigQuery's parser, never into a page.
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private const int KeptBytes = 256 * 1024;
    private ArrayBufferWriter<byte> _output = new(4096);
    private byte[] _text = new byte[1024];
    private bool[] _seen = [];

    public RowScratch() =>
        Writer = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true });

    public Utf8JsonWriter Writer { get; }

    public LeftOvers LeftOvers { get; } = new();

    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _output.WrittenSpan;
        }
    }

    public Span<bool> Start(int columns)
    {
        if (_output.Capacity > KeptBytes)
        {
            _output = new ArrayBufferWriter<byte>(4096);
        }

        _output.ResetWrittenCount();
        Writer.Reset(_output);
        LeftOvers.Clear();
        if (_seen.Length < columns)
        {
            _seen = new bool[columns];
        }

        _seen.AsSpan().Clear();
        return _seen.AsSpan(0, columns);
    }

    /// <summary>Room for so many bytes of unescaped text; the next call may hand out the same room.</summary>
    public Span<byte> Text(int length)
    {
        if (length > KeptBytes)
        {
            return new byte[length];
        }

        if (_text.Length < length)
        {
            _text = new byte[length * 2];
        }

        return _text.AsSpan(0, length);
    }
}
