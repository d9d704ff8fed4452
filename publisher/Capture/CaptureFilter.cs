using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Whether a request that could be captured is: by switch, by the application's own say, by sample.</summary>
/// <param name="metrics">Counts what is left out.</param>
/// <param name="random">Draws the sample.</param>
internal sealed class CaptureFilter(CaptureMetrics metrics, Random random)
{
    public bool Takes(HttpContext context, CaptureSettings settings, CaptureTarget target)
    {
        if (settings.ShouldCapture is { } should && !should(context, target.IsGraphQL ? null : target.Action))
        {
            metrics.Filtered();
            return false;
        }

        if (settings.SampleRate < 1 && Draw() >= settings.SampleRate)
        {
            metrics.Sampled();
            return false;
        }

        return true;
    }

    private double Draw()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
