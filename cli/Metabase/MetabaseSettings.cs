using System.CommandLine;
using NextCode.Attempts.Reports;
using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Cli.Metabase;

/// <summary>The options of <c>attempts metabase</c>. The API key comes by the environment, never by the command line.</summary>
internal sealed class MetabaseSettings
{
    public const string KeyVariable = "METABASE_API_KEY";

    private readonly Option<string> _url = new("--url")
    {
        Description = $"Metabase's address; its API key is read from the environment variable {KeyVariable}.",
        Required = true,
    };

    private readonly Option<string> _database = new("--database")
    {
        Description = "The connection's name in Metabase.",
        DefaultValueFactory = _ => "Attempts",
    };
    private readonly Option<ReportDialect> _engine = new("--engine")
    {
        Description = "What the connection leads to: bigquery, or sqlite for a local Metabase.",
        DefaultValueFactory = _ => ReportDialect.BigQuery,
    };
    private readonly Option<string> _project = new("--project")
    {
        Description = "The dataset's project.",
        DefaultValueFactory = _ => "local",
    };
    private readonly Option<string> _dataset = new("--dataset")
    {
        Description = "The dataset.",
        DefaultValueFactory = _ => AttemptsTable.Name,
    };
    private readonly Option<FileInfo?> _serviceAccount = new("--service-account")
    {
        Description = "Key file of the account Metabase queries as; needed when the connection is made.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _sqlite = new("--sqlite")
    {
        Description = "The SQLite file as Metabase sees it; needed when the connection is made.",
        HelpName = "PATH",
    };
    private readonly Option<string[]> _channels = new("--channel")
    {
        Description =
            "Whom a channel of the manifest reaches; once for each: on-call=email:a@example.com,b@example.com or fraud=slack:#fraud.",
        HelpName = "NAME=KIND:ADDRESS",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_database);
        command.Options.Add(_engine);
        command.Options.Add(_project);
        command.Options.Add(_dataset);
        command.Options.Add(_serviceAccount);
        command.Options.Add(_sqlite);
        command.Options.Add(_channels);
    }

    /// <exception cref="FormatException">Something is missing or is not what it should be; every fault is said.</exception>
    public MetabaseOptions Read(ParseResult parsed)
    {
        var faults = new List<string>();
        var given = parsed.GetRequiredValue(_url);
        if (
            !Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
        {
            faults.Add($"--url takes an address such as https://metabase.example.com, not {given}.");
        }

        var key = Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrWhiteSpace(key))
        {
            faults.Add($"The environment variable {KeyVariable} is not set.");
        }

        if (parsed.GetValue(_serviceAccount) is { Exists: false } missing)
        {
            faults.Add($"{missing.FullName} does not exist.");
        }

        var channels = parsed.GetRequiredValue(_channels).Select(channel => channel.Split('=', 2)).ToList();
        faults.AddRange(
            channels
                .Where(channel => channel.Length != 2)
                .Select(channel => $"--channel takes NAME=KIND:ADDRESS, not {channel[0]}.")
        );
        return faults.Count > 0
            ? throw new FormatException(string.Join(Environment.NewLine, faults))
            : new MetabaseOptions
            {
                Address = url!,
                ApiKey = key!,
                Database = parsed.GetRequiredValue(_database),
                Dialect = parsed.GetValue(_engine),
                Project = parsed.GetRequiredValue(_project),
                Dataset = parsed.GetRequiredValue(_dataset),
                ServiceAccountJson = parsed.GetValue(_serviceAccount) is { } file
                    ? File.ReadAllText(file.FullName)
                    : null,
                SqlitePath = parsed.GetValue(_sqlite),
                Channels = channels.ToDictionary(channel => channel[0], channel => channel[1], StringComparer.Ordinal),
            };
    }
}
