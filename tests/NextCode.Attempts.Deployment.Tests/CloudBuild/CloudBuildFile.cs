using System.Diagnostics.CodeAnalysis;

namespace NextCode.Attempts.Deployment.Tests.CloudBuild;

// What a person may write in a cloudbuild.yaml, as Cloud Build documents it ("Build configuration file schema" and the
// REST resource projects.builds): output-only fields of the resource are left out, so that writing one is an error.

internal sealed record CloudBuildFile
{
    public List<BuildStep> Steps { get; init; } = [];
    public Dictionary<string, string> Substitutions { get; init; } = [];
    public BuildOptions Options { get; init; } = new();
    public List<string> Images { get; init; } = [];
    public BuildArtifacts? Artifacts { get; init; }
    public AvailableSecrets? AvailableSecrets { get; init; }
    public List<string> Tags { get; init; } = [];
    public string? Timeout { get; init; }
    public string? QueueTtl { get; init; }
    public string? LogsBucket { get; init; }
    public string? ServiceAccount { get; init; }
}

internal sealed record BuildStep
{
    public string? Id { get; init; }
    public string Name { get; init; } = "";
    public string? Script { get; init; }
    public string? Entrypoint { get; init; }
    public List<string> Args { get; init; } = [];
    public string? Dir { get; init; }
    public List<string> Env { get; init; } = [];
    public List<string> SecretEnv { get; init; } = [];
    public List<string>? WaitFor { get; init; }
    public List<BuildVolume> Volumes { get; init; } = [];
    public string? Timeout { get; init; }
    public bool AllowFailure { get; init; }
    public List<int> AllowExitCodes { get; init; } = [];
    public bool? AutomapSubstitutions { get; init; }
}

internal sealed record BuildVolume
{
    public string Name { get; init; } = "";
    public string Path { get; init; } = "";
}

internal sealed record BuildOptions
{
    public List<string> Env { get; init; } = [];
    public List<string> SecretEnv { get; init; } = [];
    public List<BuildVolume> Volumes { get; init; } = [];
    public List<ProvenanceHash> SourceProvenanceHash { get; init; } = [];
    public MachineType? MachineType { get; init; }
    public int? DiskSizeGb { get; init; }
    public SubstitutionOption? SubstitutionOption { get; init; }
    public bool DynamicSubstitutions { get; init; }
    public bool AutomapSubstitutions { get; init; }
    public LogStreamingOption? LogStreamingOption { get; init; }
    public Logging? Logging { get; init; }
    public RequestedVerifyOption? RequestedVerifyOption { get; init; }
    public DefaultLogsBucketBehavior? DefaultLogsBucketBehavior { get; init; }
    public BuildPool? Pool { get; init; }
}

internal sealed record BuildPool
{
    public string Name { get; init; } = "";
}

internal sealed record BuildArtifacts
{
    public List<string> Images { get; init; } = [];
    public BuildObjects? Objects { get; init; }
}

internal sealed record BuildObjects
{
    public string Location { get; init; } = "";
    public List<string> Paths { get; init; } = [];
}

internal sealed record AvailableSecrets
{
    public List<BuildSecret> SecretManager { get; init; } = [];
}

internal sealed record BuildSecret
{
    public string VersionName { get; init; } = "";
    public string Env { get; init; } = "";
}

[SuppressMessage("Naming", "CA1707", Justification = "The names as they are written in the file.")]
internal enum MachineType
{
    UNSPECIFIED,
    N1_HIGHCPU_8,
    N1_HIGHCPU_32,
    E2_HIGHCPU_8,
    E2_HIGHCPU_32,
    E2_MEDIUM,
}

internal enum ProvenanceHash
{
    NONE,
    SHA256,
    MD5,
    SHA512,
}

internal enum SubstitutionOption
{
    MUST_MATCH,
    ALLOW_LOOSE,
}

internal enum LogStreamingOption
{
    STREAM_DEFAULT,
    STREAM_ON,
    STREAM_OFF,
}

internal enum Logging
{
    LEGACY,
    GCS_ONLY,
    CLOUD_LOGGING_ONLY,
    NONE,
}

internal enum RequestedVerifyOption
{
    NOT_VERIFIED,
    VERIFIED,
}

internal enum DefaultLogsBucketBehavior
{
    REGIONAL_USER_OWNED_BUCKET,
    LEGACY_BUCKET,
}
