using System.IO.Compression;
using NextCode.Attempts.Deployment.Tests.Commands;

namespace NextCode.Attempts.Deployment.Tests.Scripts;

internal sealed class RefreshAsnScriptTests
{
    private FakeCommands _commands = null!;
    private string _source = "";

    [SetUp]
    public void SetUp()
    {
        Tool.Require("bash");
        Tool.Require("curl");
        _commands = new FakeCommands();
        _commands.Add("gcloud", "exit 0");
        _source = Path.Combine(_commands.Directory, "source.tsv.gz");
    }

    [TearDown]
    public void TearDown() => _commands.Dispose();

    [Test]
    public async Task A_whole_file_replaces_the_one_before()
    {
        Write("1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET\n8.8.8.0\t8.8.8.255\t15169\tUS\tGOOGLE\n");

        var result = await RunAsync(minRows: 2);

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain("has 2 routed ranges now"));
        Assert.That(_commands.Calls, Has.Some.Match("^gcloud storage cp .* gs://bucket/file.tsv.gz$"));
    }

    [Test]
    public async Task A_file_that_lost_its_rows_is_refused()
    {
        Write("1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET\n0.0.0.0\t0.255.255.255\t0\tNone\tNot routed\n");

        await AssertRefusedAsync("it has 1 routed ranges, fewer than 2");
    }

    [Test]
    public async Task A_file_that_is_cut_off_is_refused()
    {
        Write(
            string.Concat(
                Enumerable.Range(0, 500).Select(n => $"1.0.{n % 256}.0\t1.0.{n % 256}.255\t{n + 1}\tUS\tN{n}\n")
            )
        );
        var whole = await File.ReadAllBytesAsync(_source);
        await File.WriteAllBytesAsync(_source, whole[..(whole.Length / 2)]);

        await AssertRefusedAsync("it is not a whole gzip file");
    }

    [Test]
    public async Task An_error_page_is_refused()
    {
        await File.WriteAllTextAsync(_source, "<html>503 Service Unavailable</html>");

        await AssertRefusedAsync("it is not a whole gzip file");
    }

    [Test]
    public async Task A_source_that_is_gone_is_refused()
    {
        _commands.Add("curl", "exit 22");

        await AssertRefusedAsync("it could not be fetched");
    }

    private async Task AssertRefusedAsync(string reason)
    {
        var result = await RunAsync(minRows: 2);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(reason).And.Contain("gs://bucket/file.tsv.gz stays as it was"));
        Assert.That(_commands.Calls, Has.None.StartsWith("gcloud "));
    }

    private void Write(string rows)
    {
        using var gzip = new GZipStream(File.Create(_source), CompressionLevel.Fastest);
        using var writer = new StreamWriter(gzip);
        writer.Write(rows);
    }

    private Task<ToolResult> RunAsync(int minRows)
    {
        var environment = new Dictionary<string, string>(_commands.Environment, StringComparer.Ordinal)
        {
            ["ASN_URL"] = new Uri(_source).AbsoluteUri,
            ["ASN_TARGET"] = "gs://bucket/file.tsv.gz",
            ["ASN_MIN_ROWS"] = $"{minRows}",
        };
        return Tool.RunAsync("bash", [Repository.PathOf("terraform/scripts/refresh-asn.sh")], environment);
    }
}
