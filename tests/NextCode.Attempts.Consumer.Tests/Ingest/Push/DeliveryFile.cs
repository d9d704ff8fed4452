using System.Text;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Push;

/// <summary>A request in a file: lines <c># name: expected</c>, then headers, an empty line, the body.</summary>
internal sealed record DeliveryFile(
    IReadOnlyDictionary<string, string> Expected,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[] Body
)
{
    public static async Task<DeliveryFile> ReadAsync(string path)
    {
        var text = await File.ReadAllTextAsync(path);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var expected = new Dictionary<string, string>();
        var headers = new List<(string, string)>();
        foreach (var line in text[..end].Split('\n'))
        {
            var (name, value) = Split(line.TrimStart('#', ' '));
            if (line.StartsWith('#'))
            {
                expected[name] = value;
            }
            else
            {
                headers.Add((name, value));
            }
        }

        return new DeliveryFile(expected, headers, Encoding.UTF8.GetBytes(text[(end + 2)..].TrimEnd('\n')));
    }

    private static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return (line[..colon].Trim(), line[(colon + 1)..].Trim());
    }
}
