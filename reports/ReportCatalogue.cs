using System.Text;

namespace NextCode.Attempts.Reports;

/// <summary>The reports of this assembly, as the files <c>reports/*.sql</c> define them.</summary>
public static class ReportCatalogue
{
    private static readonly Lazy<IReadOnlyList<Report>> Reports = new(Read);

    /// <summary>All reports, by name.</summary>
    public static IReadOnlyList<Report> All => Reports.Value;

    /// <summary>The report of a name; null where there is none.</summary>
    public static Report? Find(string name) => All.FirstOrDefault(report => report.Name == name);

    /// <summary>How many days back the report looks where nobody says: as its question in Metabase does.</summary>
    public static int PeriodOf(Report report) =>
        Metabase
            .ManifestReader.ReadEmbedded()
            .Questions.First(question => question.Report.Name == report.Name && question.Alert is null)
            .Period.Count;

    /// <summary>The text of an embedded file.</summary>
    internal static string Resource(string file)
    {
        using var stream =
            typeof(ReportCatalogue).Assembly.GetManifestResourceStream(file)
            ?? throw new ArgumentException($"The reports have no file {file}.", nameof(file));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static IReadOnlyList<Report> Read() =>
        [
            .. typeof(ReportCatalogue)
                .Assembly.GetManifestResourceNames()
                .Where(file => file.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => ReportText.Parse(Path.GetFileNameWithoutExtension(file), Resource(file))),
        ];
}
