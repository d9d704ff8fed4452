using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;

namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>
/// What is known of each field name, worked out once and then found by its UTF-8 bytes without allocating. It learns at
/// most <see cref="Capacity"/> names; the names a hostile client makes up beyond that are worked out each time.
/// </summary>
internal sealed class KeyTable
{
    public const int Capacity = 4096;
    private const int Slots = Capacity * 2;
    private const int Probes = 16;
    private const int LongestLearned = 128;

    private readonly KeyRule?[] _slots = new KeyRule?[Slots];
    private readonly SensitiveNames _secrets;
    private readonly FieldMap _fields;
    private readonly TextRedactor _text;
    private int _learned;

    public KeyTable(SensitiveNames secrets, FieldMap fields)
    {
        _secrets = secrets;
        _fields = fields;
        _text = new TextRedactor(this);
    }

    public KeyRule Find(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        for (var probe = 0; probe < Probes; probe++)
        {
            var rule = Volatile.Read(ref _slots[(hash + (uint)probe) % Slots]);
            if (rule is null)
            {
                break;
            }

            if (name.SequenceEqual(rule.Utf8))
            {
                return rule;
            }
        }

        return Learn(name, hash);
    }

    /// <summary>The rule of the property name the reader is at.</summary>
    public KeyRule Find(ref Utf8JsonReader reader, Workspace workspace) =>
        reader.ValueIsEscaped ? FindValue(ref reader, workspace) : Find(reader.ValueSpan);

    /// <summary>The rule of the name that the string the reader is at spells.</summary>
    public KeyRule FindValue(ref Utf8JsonReader reader, Workspace workspace)
    {
        var scratch = workspace.RentScratch();
        var rule = Find(Workspace.Unescape(ref reader, scratch));
        workspace.ReturnScratch(scratch);
        return rule;
    }

    private KeyRule Learn(ReadOnlySpan<byte> name, uint hash)
    {
        var rule = Make(name);
        if (name.Length > LongestLearned || Volatile.Read(ref _learned) >= Capacity)
        {
            return rule;
        }

        for (var probe = 0; probe < Probes; probe++)
        {
            // Two threads that learn the same name at once leave it twice, which harms nothing.
            if (Interlocked.CompareExchange(ref _slots[(hash + (uint)probe) % Slots], rule, null) is null)
            {
                Interlocked.Increment(ref _learned);
                break;
            }
        }

        return rule;
    }

    private KeyRule Make(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        var squashed = SensitiveNames.Squash(text);
        var masked = new PooledBuffer();
        var isMasked = _text.Redact(name, masked);
        return new KeyRule
        {
            IsMasked = isMasked,
            IsDroppedInQueries = QueryRedactor.Dropped.Contains(text),
            Utf8 = name.ToArray(),
            Name = JsonEncodedText.Encode(isMasked ? Encoding.UTF8.GetString(masked.Written) : text, JsonText.Encoder),
            Squashed = squashed,
            IsSecret = _secrets.IsSecret(text),
            Columns = _fields.Find(squashed),
            Part = ResponseParts.Find(squashed),
        };
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        ulong first = 0;
        ulong last = 0;
        if (name.Length >= sizeof(ulong))
        {
            first = MemoryMarshal.Read<ulong>(name);
            last = MemoryMarshal.Read<ulong>(name[^sizeof(ulong)..]);
        }
        else
        {
            foreach (var c in name)
            {
                first = (first << 8) | c;
            }
        }

        var mixed = (first ^ (last * 0x9E37_79B9_7F4A_7C15)) + ((ulong)name.Length * 0xC2B2_AE3D_27D4_EB4F);
        mixed = (mixed ^ (mixed >> 29)) * 0xBF58_476D_1CE4_E5B9;
        return (uint)(mixed >> 32);
    }
}
