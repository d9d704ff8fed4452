using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Addresses as text. IPv4 is read strictly: four decimal numbers, no shorthand, no octal.</summary>
internal static class IpText
{
    private const int MaxLength = 64;

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

    /// <summary>The IPv4 address within an IPv4-mapped one (<c>::ffff:a.b.c.d</c>).</summary>
    public static bool TryUnmap(UInt128 v6, out uint v4)
    {
        v4 = (uint)v6;
        return v6 >> 32 == 0xffff;
    }
}
