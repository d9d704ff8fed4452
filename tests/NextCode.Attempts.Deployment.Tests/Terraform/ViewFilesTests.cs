namespace NextCode.Attempts.Deployment.Tests.Terraform;

internal sealed class ViewFilesTests
{
    [Test]
    public void Terraform_and_the_product_make_the_same_views() =>
        Assert.That(
            Directory
                .GetFiles(Repository.PathOf("schemas/bigquery/views"), "*.sql")
                .Select(path => Path.GetFileName(path))
                .Where(file => !file.EndsWith(".local.sql", StringComparison.Ordinal))
                .Select(file => Path.GetFileNameWithoutExtension(file)),
            Is.EquivalentTo(AttemptsTable.ViewNames)
        );
}
