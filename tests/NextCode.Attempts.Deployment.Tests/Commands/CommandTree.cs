using System.Text.Json;

namespace NextCode.Attempts.Deployment.Tests.Commands;

/// <summary>
/// Every gcloud command with its flags, as the gcloud SDK itself lists them for the shell's completion.
/// </summary>
internal sealed class CommandTree(JsonElement root)
{
    // Prints the SDK's completion table; the SDK's own Python reads it.
    private const string Dump = """
        import json, os, sys
        sys.path.insert(0, os.path.join(os.environ['SDK_ROOT'], 'data', 'cli'))
        import gcloud_completions
        print(json.dumps(gcloud_completions.STATIC_COMPLETION_CLI_TREE))
        """;

    public static async Task<CommandTree> LoadAsync()
    {
        var dump = await GoogleSdk.RunPythonAsync(Dump);
        Assert.That(dump.ExitCode, Is.Zero, dump.Error);
        using var document = JsonDocument.Parse(dump.Output);
        return new CommandTree(document.RootElement.Clone());
    }

    /// <summary>What gcloud does not know of this command; empty when it knows all.</summary>
    public IEnumerable<string> Problems(CommandLine command)
    {
        var node = root;
        var flags = new HashSet<string>(NamesIn(root, "flags"), StringComparer.Ordinal);
        var depth = 0;
        foreach (var word in command.Words.Skip(1))
        {
            if (!node.GetProperty("commands").TryGetProperty(word, out var next))
            {
                break;
            }

            node = next;
            flags.UnionWith(NamesIn(node, "flags"));
            depth++;
        }

        if (depth == 0 || node.GetProperty("commands").EnumerateObject().Any())
        {
            yield return $"gcloud has no such command: {command}";
            yield break;
        }

        foreach (var flag in command.Flags.Where(flag => !Known(flag, flags)))
        {
            yield return $"gcloud knows no {flag}: {command}";
        }
    }

    // A boolean flag has its negation, which the table does not list.
    private static bool Known(string flag, HashSet<string> flags) =>
        flags.Contains(flag)
        || (flag.StartsWith("--no-", StringComparison.Ordinal) && flags.Contains($"--{flag["--no-".Length..]}"));

    private static IEnumerable<string> NamesIn(JsonElement node, string property) =>
        node.GetProperty(property).EnumerateObject().Select(entry => entry.Name);
}
