using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.Local.Tests.Hosting;

internal sealed class DataDirectoryTests
{
    [Test]
    public void A_missing_directory_is_made_and_left_empty()
    {
        using var directory = new TemporaryDirectory();

        var prepared = DataDirectory.Prepare(Path.Combine(directory.Path, "a", "b"));

        Assert.That(prepared, Does.Exist);
        Assert.That(Directory.EnumerateFileSystemEntries(prepared), Is.Empty);
    }

    [Test]
    public void What_cannot_be_written_is_named()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "file");
        File.WriteAllText(file, "");

        Assert.That(
            () => DataDirectory.Prepare(Path.Combine(file, "below")),
            Throws.TypeOf<StartException>().With.Message.Contains(file).And.Message.Not.Contains('\n')
        );
    }
}
