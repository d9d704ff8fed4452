using System.Globalization;
using System.Runtime.InteropServices;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>What a subscriber hands back to acknowledge a delivery.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AckId(long Subscription, long Delivery, int Lease)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Subscription:x}-{Delivery:x}-{Lease:x}");

    /// <exception cref="ApiException">The text is none of this subscription's ids.</exception>
    public static AckId Parse(string text, long subscription)
    {
        Span<Range> parts = stackalloc Range[4];
        var span = text.AsSpan();
        if (
            span.Split(parts, '-') == 3
            && TryParse(span[parts[0]], out var owner)
            && owner == subscription
            && TryParse(span[parts[1]], out var delivery)
            && TryParse(span[parts[2]], out var lease)
            && lease <= int.MaxValue
        )
        {
            return new AckId(owner, delivery, (int)lease);
        }
        throw ApiException.InvalidArgument($"You have passed an invalid ack ID to the service (ack_id={text}).");
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
}
