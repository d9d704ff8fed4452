using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Addresses as text. IPv4 is read strictly: four decimal numbers, no shorthand, no octal.</summary>
internal static class IpText
{
    private const int MaxLength = 64;

    // ::ffff:0.0.0.0 (RFC 4291, section 2.5.5.2).
    private static readonly UInt128 Mapped = (UInt128)0xffff << 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParseV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        uint part = 0;
        var digits = 0;
        var parts = 0;
        foreach (var character in text)
        {
            if (character is >= (byte)'0' and <= (byte)'9')
            {
                part = (part * 10) + (uint)(character - '0');
                if (++digits > 3 || part > 255)
                {
                    return false;
                }
            }
            else if (character is (byte)'.' && digits > 0 && parts < 3)
            {
                address = (address << 8) | part;
                part = 0;
                digits = 0;
                parts++;
            }
            else
            {
                return false;
            }
        }

        address = (address << 8) | part;
        return parts == 3 && digits > 0;
    }

    public static bool TryParseV6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = default;
        if (TryParseGroups(text, out address))
        {
            return true;
        }

        address = default;
        if (text.IsEmpty || text.Length > MaxLength || !text.Contains((byte)':'))
        {
            return false;
        }

        Span<char> characters = stackalloc char[MaxLength];
        var length = Encoding.Latin1.GetChars(text, characters);
        if (
            !IPAddress.TryParse(characters[..length], out var parsed)
            || parsed.AddressFamily is not AddressFamily.InterNetworkV6
        )
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    // Hexadecimal groups and at most one "::", which is how tables and nearly all clients write them; all else is left to
    // the slower reader of every form.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryParseGroups(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = default;
        ulong high = 0;
        ulong low = 0;
        var groups = 0;
        var gap = -1;
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is (byte)':')
            {
                if (at + 1 >= text.Length || text[at + 1] is not (byte)':' || gap >= 0)
                {
                    return false;
                }

                gap = groups;
                at += 2;
                continue;
            }

            uint group = 0;
            var digits = 0;
            for (; at < text.Length && HexDigit(text[at]) is < 16 and var digit; at++, digits++)
            {
                group = (group << 4) | digit;
            }

            if (digits is 0 or > 4 || ++groups > 8)
            {
                return false;
            }

            high = (high << 16) | (low >> 48);
            low = (low << 16) | group;
            if (at < text.Length && text[at] is (byte)':' && (at + 1 == text.Length || text[at + 1] is not (byte)':'))
            {
                at++;
                if (at == text.Length)
                {
                    return false; // A single colon at the end.
                }
            }
            else if (at < text.Length && text[at] is not (byte)':')
            {
                return false;
            }
        }

        address = new UInt128(high, low);
        if (gap < 0)
        {
            return groups == 8;
        }

        // What stands before the gap moves to the front.
        var behind = (groups - gap) * 16;
        var tail = behind == 0 ? UInt128.Zero : address & (UInt128.MaxValue >> (128 - behind));
        var head = behind == 128 ? UInt128.Zero : address >> behind;
        address = gap == 0 ? tail : (head << (128 - (gap * 16))) | tail;
        return groups < 8;
    }

    private static uint HexDigit(byte character) =>
        character switch
        {
            >= (byte)'0' and <= (byte)'9' => (uint)(character - '0'),
            >= (byte)'a' and <= (byte)'f' => (uint)(character - 'a' + 10),
            >= (byte)'A' and <= (byte)'F' => (uint)(character - 'A' + 10),
            _ => uint.MaxValue,
        };

    /// <summary>Either kind as one number: IPv4 addresses as the IPv6 addresses they are mapped to.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out UInt128 address)
    {
        if (TryParseV4(text, out var v4))
        {
            address = Mapped | v4;
            return true;
        }

        return TryParseV6(text, out address);
    }

    /// <summary>The text of an address as <see cref="TryParse"/> reads it; a mapped one's is IPv4's.</summary>
    public static string Format(UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return (TryUnmap(address, out _) ? new IPAddress(bytes[12..]) : new IPAddress(bytes)).ToString();
    }

    /// <summary>The IPv4 address within an IPv4-mapped one (<c>::ffff:a.b.c.d</c>).</summary>
    public static bool TryUnmap(UInt128 v6, out uint v4)
    {
        v4 = (uint)v6;
        return v6 >> 32 == 0xffff;
    }
}
