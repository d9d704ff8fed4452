using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Json;

namespace NextCode.Attempts.Publisher.Tests.Capture.Json;

internal sealed class JsonEscaperTests
{
    [Test]
    public void Both_ways_escape_a_block_as_the_platform_does()
    {
        var random = new Random(7);
        for (var n = 0; n < 2_000; n++)
        {
            var share = random.NextDouble();
            var text = string.Concat(
                Enumerable
                    .Range(0, TextBlock.Size)
                    .Select(_ => random.NextDouble() < share ? "\"\\"[random.Next(2)] : 'a')
            );
            var bytes = Encoding.UTF8.GetBytes(text);
            var block = TextBlock.Load(bytes);
            var marks = block.Are((byte)'"') | block.Are((byte)'\\');
            var expected = JsonEncodedText.Encode(text, JsonText.Encoder).ToString();

            Assert.That(Escaped(JsonEscaper.Spread), Is.EqualTo(expected));
            if (Avx512Vbmi2.IsSupported)
            {
                Assert.That(Escaped(JsonEscaper.Compress), Is.EqualTo(expected));
            }

            string Escaped(Escape escape)
            {
                var output = new byte[TextBlock.Size * 3];
                return Encoding.UTF8.GetString(output.AsSpan(0, escape(bytes, marks, output)));
            }
        }
    }

    private delegate int Escape(ReadOnlySpan<byte> text, ulong marks, Span<byte> output);
}
