namespace NextCode.Attempts.Benchmarks;

/// <summary>What the tables say of samples.</summary>
internal static class Statistics
{
    /// <summary>Two-sided 95 % of the normal distribution; samples are 30 and more.</summary>
    private const double Z95 = 1.96;

    public static double Percentile(double[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];

    public static double Median(IEnumerable<double> samples) => Percentile([.. samples.Order()], 0.5);

    /// <summary>The mean and half the width of its 95 % interval.</summary>
    public static (double Mean, double Half) Mean(IReadOnlyCollection<double> samples)
    {
        var mean = samples.Average();
        var variance = samples.Sum(sample => (sample - mean) * (sample - mean)) / (samples.Count - 1);
        return (mean, Z95 * Math.Sqrt(variance / samples.Count));
    }
}
