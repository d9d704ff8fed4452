using System.Security.Cryptography;
using System.Text;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Names that stay the same from run to run, so that what was made is found again.</summary>
internal static class Identity
{
    private const string NanoAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
    private const int NanoLength = 21;

    /// <summary>A card's entity_id: a NanoID of 21 characters.</summary>
    public static string EntityId(string slug) =>
        string.Create(
            NanoLength,
            Hash("entity " + slug),
            static (text, hash) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = NanoAlphabet[hash[i] & 63];
                }
            }
        );

    /// <summary>A UUID of version 8 (RFC 9562), the one for hashes.</summary>
    public static string Uuid(string name)
    {
        var bytes = Hash("uuid " + name)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>What the description of everything of ours ends with.</summary>
    public static string Mark(string slug) => $"[managed:attempts/{slug}]";

    public static string Described(string description, string slug) => $"{description}\n\n{Mark(slug)}";

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes("nextcode.attempts " + text));
}
