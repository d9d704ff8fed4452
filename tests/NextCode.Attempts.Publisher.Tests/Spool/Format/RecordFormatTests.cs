using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Tests.Spool.Format;

public class RecordFormatTests
{
    private static readonly RecordHeader Header = new(
        RecordKind.Attempt,
        13,
        long.MaxValue,
        42,
        new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(7)
    );

    [Test]
    public void A_record_reads_back_as_it_was_written()
    {
        var state = RecordFormat.Read(Frame(), out var read);

        Assert.That(state, Is.EqualTo(RecordState.Whole));
        Assert.That(read, Is.EqualTo(Header));
    }

    [Test]
    public void Every_single_flipped_bit_is_noticed_but_those_of_the_padding()
    {
        var frame = Frame();
        for (var bit = 0; bit < (RecordFormat.HeaderBytes + Header.PayloadBytes) * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(RecordFormat.Read(frame, out _), Is.Not.EqualTo(RecordState.Whole), $"bit {bit}");
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Test]
    public void Every_beginning_of_a_record_is_incomplete()
    {
        var frame = Frame();
        for (var length = 0; length < frame.Length; length++)
        {
            Assert.That(RecordFormat.Read(frame.AsSpan(0, length), out _), Is.EqualTo(RecordState.Incomplete));
        }
    }

    [Test]
    public void After_damage_of_any_length_the_next_record_is_found()
    {
        for (var garbage = 8; garbage <= 200; garbage += RecordFormat.Alignment)
        {
            byte[] bytes = [.. Enumerable.Repeat((byte)'x', garbage), .. Frame()];

            var damage = SegmentScanner.Next(bytes, 0);
            var record = SegmentScanner.Next(bytes, damage.Length);

            Assert.That((damage.Kind, damage.Length), Is.EqualTo((ScannedKind.Damage, garbage)));
            Assert.That(record.Kind, Is.EqualTo(ScannedKind.Record));
        }
    }

    [Test]
    public void A_payload_cannot_pass_for_a_record()
    {
        // The bytes of a record inside a JSON string: the encoder escapes what is below a space.
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(System.Text.Encoding.Latin1.GetString(Frame()));

        for (var at = 0; at < json.Length; at++)
        {
            Assert.That(RecordFormat.Read(json.AsSpan(at), out _), Is.Not.EqualTo(RecordState.Whole));
        }
    }

    private static byte[] Frame()
    {
        var frame = new byte[RecordFormat.FrameBytes(Header.PayloadBytes)];
        "{\"some\":\"x\"}"u8.CopyTo(frame.AsSpan(RecordFormat.HeaderBytes));
        Assert.That(RecordFormat.Seal(frame, Header), Is.EqualTo(frame.Length));
        return frame;
    }
}
