using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>
/// What of a JSON text 64 bytes at a time can tell: where its strings end and which of them need a closer look. Then no
/// string is read byte by byte, and the processor never guesses how long one is. (The idea is simdjson's: Langdale and
/// Lemire, "Parsing Gigabytes of JSON per Second", 2019.)
/// </summary>
internal sealed class JsonIndex
{
    private const int LargestKept = 64 * 1024;
    private const int Unrolled = 8;
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    private int[] _ends = [];
    private int[] _hints = [];
    private int _endCount;
    private int _hintCount;
    private State _state;

    /// <summary>
    /// The closing quotes, in order; then the text's length, which is where a string ends that the text's end cut off.
    /// </summary>
    public ReadOnlySpan<int> StringEnds => _ends.AsSpan(0, _endCount + 1);

    /// <summary>
    /// Places in strings that need a closer look, rising: backslashes and <see cref="SecretHints"/>; then one that no text
    /// reaches.
    /// </summary>
    public ReadOnlySpan<int> Hints => _hints.AsSpan(0, _hintCount + 1);

    /// <summary>Whether all bytes are ASCII.</summary>
    public bool IsAscii => _state.NotAscii == 0;

    /// <summary>Reads a text.</summary>
    /// <returns>False where a string has a control character, which none may.</returns>
    public bool Read(ReadOnlySpan<byte> json)
    {
        // A string has two quotes at least.
        Reserve(ref _ends, (json.Length / 2) + TextBlock.Size);
        _endCount = 0;
        _hintCount = 0;
        _state = default;
        var at = 0;
        for (; json.Length - at >= TextBlock.Size; at += TextBlock.Size)
        {
            Add(TextBlock.Load(json[at..]), at);
        }

        if (at < json.Length)
        {
            Add(TextBlock.LoadLast(json[at..]), at);
        }

        _ends[_endCount] = json.Length;
        Reserve(ref _hints, _hintCount + 1);
        _hints[_hintCount] = int.MaxValue;
        return _state.Controls == 0;
    }

    /// <summary>Gives up arrays that a large text made large.</summary>
    public void Release()
    {
        if (_ends.Length > LargestKept)
        {
            _ends = [];
            _hints = [];
        }
    }

    private void Add(in TextBlock block, int at)
    {
        var (ends, hints) = _state.Next(block);
        // Writing eight places is cheaper than guessing how many there are; what is too much is written over.
        var count = BitOperations.PopCount(ends);
        for (var written = 0; written < count; written += Unrolled)
        {
            var next = _ends.AsSpan(_endCount + written, Unrolled);
            for (var i = 0; i < Unrolled; i++)
            {
                next[i] = at + BitOperations.TrailingZeroCount(ends);
                ends &= ends - 1;
            }
        }

        _endCount += count;
        if (hints != 0)
        {
            AddHints(hints, at);
        }
    }

    private void AddHints(ulong marks, int at)
    {
        Reserve(ref _hints, _hintCount + TextBlock.Size);
        for (; marks != 0; marks &= marks - 1)
        {
            _hints[_hintCount++] = at + BitOperations.TrailingZeroCount(marks);
        }
    }

    private static void Reserve(ref int[] array, int size)
    {
        if (array.Length < size)
        {
            Array.Resize(ref array, Math.Max(size, array.Length * 2));
        }
    }

    /// <summary>What one block has to know of those before it.</summary>
    private struct State
    {
        private ulong _inString;
        private ulong _escape;
        private SecretHints _secrets;

        public ulong NotAscii { get; private set; }

        /// <summary>Marks control characters in strings.</summary>
        public ulong Controls { get; private set; }

        public (ulong Ends, ulong Hints) Next(in TextBlock block)
        {
            var backslashes = block.Are((byte)'\\');
            var quotes = block.Are((byte)'"') & ~Escaped(backslashes);
            // From an opening quote to the byte before its closing one.
            var inString = PrefixXor(quotes) ^ _inString;
            _inString = (ulong)((long)inString >> (TextBlock.Size - 1));
            Controls |= block.AreBelow((byte)' ') & inString;
            NotAscii |= block.AreNotAscii();
            return (quotes & ~inString, (backslashes | _secrets.Next(block)) & inString);
        }

        // A byte is escaped by an odd number of backslashes before it.
        private ulong Escaped(ulong backslashes)
        {
            if (backslashes == 0)
            {
                var carried = _escape;
                _escape = 0;
                return carried;
            }

            // One that is itself escaped escapes nothing.
            backslashes &= ~_escape;
            var follows = (backslashes << 1) | _escape;
            var oddStarts = backslashes & ~EvenBits & ~follows;
            var evenEnds = oddStarts + backslashes;
            _escape = evenEnds < oddStarts ? 1UL : 0;
            return (EvenBits ^ (evenEnds << 1)) & follows;
        }

        // Each bit becomes the parity of the bits up to it.
        private static ulong PrefixXor(ulong bits)
        {
            if (Pclmulqdq.IsSupported)
            {
                return Pclmulqdq
                    .CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0)
                    .ToScalar();
            }

            for (var by = 1; by < TextBlock.Size; by *= 2)
            {
                bits ^= bits << by;
            }

            return bits;
        }
    }
}
