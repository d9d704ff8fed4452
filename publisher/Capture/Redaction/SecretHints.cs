using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// Where <see cref="TextRedactor"/> may find a secret by its shape, 64 bytes at a time: what no secret can do without.
/// Errs on the side of yes. A hint lies on one of the secret's bytes or on the sign before it.
/// </summary>
internal struct SecretHints
{
    private ulong _y;
    private ulong _e;
    private ulong _b;
    private ulong _hyphens;
    private ulong _digits;
    private Runs _card;
    private bool _noEquals;

    /// <summary>Whether a text may hold a secret.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="equals">Whether <c>=</c> is a hint: not where the caller looks at what is assigned itself.</param>
    public static bool Any(ReadOnlySpan<byte> text, bool equals = true)
    {
        var hints = new SecretHints { _noEquals = !equals };
        while (text.Length >= TextBlock.Size)
        {
            if (hints.Next(TextBlock.Load(text)) != 0)
            {
                return true;
            }

            text = text[TextBlock.Size..];
        }

        return !text.IsEmpty && hints.Next(TextBlock.LoadLast(text)) != 0;
    }

    /// <summary>The hints in the next block.</summary>
    public ulong Next(in TextBlock block)
    {
        var digits = block.AreDigits();
        var hyphens = block.Are((byte)'-');
        // A time of day is no assignment. What follows the block is not known: not a digit, then.
        var times = Behind(digits, 1, ref _digits) & (digits >> 1);
        return (_noEquals ? 0 : block.Are((byte)'='))
            | (block.Are((byte)':') & ~times)
            // eyJ, as a JSON web token begins
            | (block.Are((byte)'J') & Behind(block.Are((byte)'y'), 1, ref _y))
            // bearer
            | (
                block.AreInEitherCase((byte)'a')
                & Behind(block.AreInEitherCase((byte)'e'), 1, ref _e)
                & Behind(block.AreInEitherCase((byte)'b'), 2, ref _b)
            )
            // -----BEGIN
            | (hyphens & Behind(hyphens, 1, ref _hyphens))
            | _card.Next(digits | hyphens | block.Are((byte)' '));
    }

    /// <summary>Moves marks towards the text's end, over the border between blocks.</summary>
    private static ulong Behind(ulong marks, int by, ref ulong previous)
    {
        var moved = (marks << by) | (previous >> (TextBlock.Size - by));
        previous = marks;
        return moved;
    }

    /// <summary>Marks the 13th and every later of the characters that a card number consists of, in one run.</summary>
    private struct Runs
    {
        private ulong _of1;
        private ulong _of2;
        private ulong _of4;
        private ulong _of4Again;
        private ulong _of1Again;

        public ulong Next(ulong of1)
        {
            // Each step marks the ends of runs twice as long: 2, 4, 8; then 8 + 4 and one more.
            var of2 = of1 & Behind(of1, 1, ref _of1);
            var of4 = of2 & Behind(of2, 2, ref _of2);
            var of8 = of4 & Behind(of4, 4, ref _of4);
            var of12 = of8 & Behind(of4, 8, ref _of4Again);
            return of12 & Behind(of1, 12, ref _of1Again);
        }
    }
}
