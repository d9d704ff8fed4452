namespace NextCode.Attempts.Benchmarks;

/// <summary>What the tables say of samples.</summary>
internal static class Statistics
{
    public static double Percentile(double[] sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];

    public static double Median(IEnumerable<double> samples) => Percentile([.. samples.Order()], 0.5);

    /// <summary>The middle 95 % of a figure over samples drawn with replacement, by a fixed seed.</summary>
    /// <param name="count">How many there are to draw from, and how many are drawn.</param>
    /// <param name="figure">Of the indexes drawn.</param>
    public static (double Low, double High) Bootstrap(int count, Func<int[], double> figure)
    {
        const int Resamples = 2_000;
        var random = new Random(1);
        double[] figures =
        [
            .. Enumerable
                .Range(0, Resamples)
                .Select(_ => figure([.. Enumerable.Range(0, count).Select(_ => random.Next(count))]))
                .Order(),
        ];
        return (Percentile(figures, 0.025), Percentile(figures, 0.975));
    }
}
