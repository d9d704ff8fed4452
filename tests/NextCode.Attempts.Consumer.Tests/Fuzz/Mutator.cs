using System.Text;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>Makes bad bytes out of good ones, the same ones for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "null",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "1e999",
            "-0",
            "99999999999999999999",
            "1.0000000000000000001",
            "[[[[",
            "{\"a\":",
            "}",
            "]",
            "\"",
            ",",
            "true",
            "\"timestamp\":\"0001-01-01T00:00:00Z\",",
            "\"timestamp\":\"9999-12-31T23:59:59.9999999Z\",",
            "\"timestamp\":1e300,",
            "\"additional_data\":\"{\\\"a\\\":\\\"\\\\ud800\\\"}\",",
            "\"additional_data\":[],\"x\":1,",
            "\"errors\":[{},null,[],1],",
            "\"deposit\":{\"amount\":\"1e100\",\"deposit_id\":{}},",
            "\"email\":\"@@@\",",
            "\"ip\":\"::ffff:1.2.3.4%9\",",
            "ce-id",
            "\u00e9",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff],
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0],
    ];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public byte[] Mutate(ReadOnlySpan<byte> original)
    {
        var bytes = new List<byte>(original.ToArray());
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            Once(bytes);
        }

        return [.. bytes];
    }

    private void Once(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 20), bytes.Count - at);
        switch (_random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            default:
                bytes.InsertRange(at, Fragments[_random.Next(Fragments.Length)]);
                break;
        }
    }
}
