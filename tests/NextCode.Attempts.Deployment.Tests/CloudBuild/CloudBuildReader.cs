using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace NextCode.Attempts.Deployment.Tests.CloudBuild;

/// <summary>Reads a build file as strictly as Cloud Build does: an unknown or repeated key is an error, and so is what the
/// documentation rules out.</summary>
internal static partial class CloudBuildReader
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithEnforceRequiredMembers()
        .Build();

    /// <exception cref="YamlException">The text is not of the documented schema; says where.</exception>
    public static CloudBuildFile Read(string text) => Yaml.Deserialize<CloudBuildFile>(text);

    /// <summary>What breaks a documented rule; empty when nothing does.</summary>
    public static IEnumerable<string> Problems(CloudBuildFile file)
    {
        if (file.Steps.Count == 0)
        {
            yield return "there are no steps";
        }

        foreach (var key in file.Substitutions.Keys.Where(key => !SubstitutionName().IsMatch(key)))
        {
            yield return $"substitution {key}: a name is an underscore and then A to Z, 0 to 9 and underscores";
        }

        foreach (var duration in Durations(file).Where(duration => !Duration().IsMatch(duration)))
        {
            yield return $"{duration} is not seconds such as 600s";
        }

        var earlier = new HashSet<string>(StringComparer.Ordinal) { "-" };
        foreach (var step in file.Steps)
        {
            var id = step.Id ?? step.Name;
            foreach (var problem in Problems(step))
            {
                yield return $"step {id}: {problem}";
            }

            foreach (var awaited in (step.WaitFor ?? []).Where(awaited => !earlier.Contains(awaited)))
            {
                yield return $"step {id}: waits for {awaited}, which is no earlier step";
            }

            if (!earlier.Add(id))
            {
                yield return $"step {id}: another step has this id";
            }
        }

        // Cloud Build refuses a volume that only one step mounts: there would be nobody to share it with.
        foreach (var volume in file.Steps.SelectMany(step => step.Volumes).CountBy(volume => volume.Name))
        {
            if (volume.Value < 2)
            {
                yield return $"volume {volume.Key} is mounted by one step only";
            }
        }
    }

    private static IEnumerable<string> Problems(BuildStep step)
    {
        if (string.IsNullOrWhiteSpace(step.Name))
        {
            yield return "has no image (name)";
        }

        if (step.Script is not null && (step.Entrypoint is not null || step.Args.Count > 0))
        {
            yield return "has a script and an entrypoint or args";
        }

        if (step.AllowFailure && step.AllowExitCodes.Count > 0)
        {
            yield return "has allowFailure and allowExitCodes";
        }

        foreach (var volume in step.Volumes.Where(v => v.Name.Length == 0 || !v.Path.StartsWith('/')))
        {
            yield return $"volume {volume.Name}: needs a name and an absolute path";
        }

        foreach (var pair in step.Env.Where(pair => pair.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            yield return $"env {pair} is not NAME=VALUE";
        }
    }

    private static IEnumerable<string> Durations(CloudBuildFile file) =>
        new[] { file.Timeout, file.QueueTtl }.Concat(file.Steps.Select(step => step.Timeout)).OfType<string>();

    [GeneratedRegex("^_[A-Z0-9_]+$")]
    private static partial Regex SubstitutionName();

    [GeneratedRegex(@"^\d+(\.\d{1,9})?s$")]
    private static partial Regex Duration();
}
