using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// What is known of each field name, worked out once and then found by its UTF-8 bytes without allocating. It learns at
/// most <see cref="Capacity"/> names; the names a hostile client makes up beyond that are worked out each time.
/// </summary>
internal sealed class KeyTable
{
    public const int Capacity = 4096;
    private const int Probes = 16;
    private const int LongestLearned = 128;

    // A power of two, at least twice the names learned. An API has a few hundred names: a small table stays in the
    // processor's nearest cache, where a lookup costs a fraction of what it costs further out.
    private const int FirstSlots = 256;

    private readonly Lock _gate = new();
    private readonly SensitiveNames _secrets;
    private readonly FieldMap _fields;
    private readonly TextRedactor _text;
    private volatile KeyRule?[] _slots = new KeyRule?[FirstSlots];
    private int _learned;

    public KeyTable(SensitiveNames secrets, FieldMap fields)
    {
        _secrets = secrets;
        _fields = fields;
        _text = new TextRedactor(this);
    }

    public KeyRule Find(ReadOnlySpan<byte> name) => Find(name, 0, name.Length);

    /// <summary>The rule of a name within a text.</summary>
    public KeyRule Find(ReadOnlySpan<byte> text, int start, int length)
    {
        var key =
            text.Length - start >= NameKey.Size
                ? NameKey.Of(text[start..], length)
                : NameKey.Of(text.Slice(start, length));
        var hash = key.Hash;
        var slots = _slots;
        for (var probe = 0u; probe < Probes; probe++)
        {
            var rule = Volatile.Read(ref slots[(hash + probe) & (uint)(slots.Length - 1)]);
            if (rule is null)
            {
                break;
            }

            if (rule.Key.Is(key) && (key.IsWhole || text.Slice(start, length).SequenceEqual(rule.Utf8)))
            {
                return rule;
            }
        }

        return Learn(text.Slice(start, length), key);
    }

    /// <summary>The rule of the property name the cursor is at.</summary>
    public KeyRule Find(in JsonCursor cursor, Workspace workspace) =>
        cursor.IsEscaped ? FindValue(cursor, workspace) : Find(cursor.Json, cursor.Start + 1, cursor.Value.Length);

    /// <summary>The rule of the name that the string the cursor is at spells.</summary>
    public KeyRule FindValue(in JsonCursor cursor, Workspace workspace)
    {
        var scratch = workspace.RentScratch();
        var rule = Find(cursor.Text(scratch));
        workspace.ReturnScratch(scratch);
        return rule;
    }

    private KeyRule Learn(ReadOnlySpan<byte> name, NameKey key)
    {
        var rule = Make(name, key);
        if (name.Length > LongestLearned)
        {
            return rule;
        }

        lock (_gate)
        {
            if (_learned < Capacity)
            {
                _learned++;
                if (_learned * 2 > _slots.Length)
                {
                    var larger = new KeyRule?[_slots.Length * 2];
                    foreach (var known in _slots)
                    {
                        Put(larger, known);
                    }

                    _slots = larger;
                }

                Put(_slots, rule);
            }
        }

        return rule;
    }

    // Two threads that learn the same name at once leave it twice, and one that finds no place is learned again: neither
    // does harm.
    private static void Put(KeyRule?[] slots, KeyRule? rule)
    {
        if (rule is null)
        {
            return;
        }

        var hash = rule.Key.Hash;
        for (var probe = 0u; probe < Probes; probe++)
        {
            ref var slot = ref slots[(hash + probe) & (uint)(slots.Length - 1)];
            if (slot is null)
            {
                Volatile.Write(ref slot, rule);
                return;
            }
        }
    }

    private KeyRule Make(ReadOnlySpan<byte> name, NameKey key)
    {
        var text = Encoding.UTF8.GetString(name);
        var squashed = SensitiveNames.Squash(text);
        var masked = new PooledBuffer();
        var isMasked = _text.Redact(name, masked);
        var isSecret = _secrets.IsSecret(text);
        var columns = _fields.Find(squashed);
        var part = ResponseParts.Find(squashed);
        var mayBeTaken = columns.Length > 0 || part is not ResponsePart.None;
        var isPlainInArray = !isMasked && !isSecret && part is not (ResponsePart.Field or ResponsePart.Value);
        return new KeyRule
        {
            IsPlain = isPlainInArray && !mayBeTaken,
            IsPlainInArray = isPlainInArray,
            MayBeTaken = mayBeTaken,
            IsMasked = isMasked,
            IsDroppedInQueries = QueryRedactor.Dropped.Contains(text),
            Key = key,
            Utf8 = name.ToArray(),
            Name = JsonEncodedText.Encode(isMasked ? Encoding.UTF8.GetString(masked.Written) : text, JsonText.Encoder),
            Squashed = squashed,
            IsSecret = isSecret,
            Columns = columns,
            Part = part,
        };
    }
}
