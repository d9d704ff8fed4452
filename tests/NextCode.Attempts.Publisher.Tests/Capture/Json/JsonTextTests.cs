using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Tests.Capture.Json;

internal sealed class JsonTextTests
{
    [Test]
    public void Any_text_written_as_a_JSON_string_reads_back_the_same()
    {
        var characters = Gen.OneOf(
            ArbMap.Default.GeneratorFor<char>().Where(c => !char.IsSurrogate(c)),
            Gen.Elements("\"\\\n\r\t\0\u001f aé€".ToCharArray())
        );
        Prop.ForAll(
                Arb.From(Gen.ArrayOf(characters)),
                text =>
                {
                    var written = new PooledBuffer();
                    JsonText.AppendString(written, Encoding.UTF8.GetBytes(text));
                    return JsonSerializer.Deserialize<string>(written.Written) == new string(text);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Test]
    public void A_text_longer_than_a_chunk_is_whole()
    {
        var text = string.Concat(Enumerable.Repeat("\"é\u0001abcdefghijklmnopqrs\"", 500));
        var written = new PooledBuffer();

        JsonText.AppendString(written, Encoding.UTF8.GetBytes(text));

        Assert.That(JsonSerializer.Deserialize<string>(written.Written), Is.EqualTo(text));
    }
}
