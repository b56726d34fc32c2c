using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Centre and scale per feature, so that gradient learners converge; folded back into the weights afterwards.</summary>
internal sealed record Standardizer(ImmutableArray<double> Centers, ImmutableArray<double> Scales)
{
    /// <summary>Mean and standard deviation of each column; a constant column becomes 0, but for rounding of its mean.</summary>
    public static Standardizer Of(IReadOnlyList<Column> columns)
    {
        double[] centers = new double[columns.Count];
        double[] scales = new double[columns.Count];
        for (int i = 0; i < columns.Count; i++)
            (centers[i], scales[i]) = MeanAndDeviation(columns[i].ToNumbers().Span);
        return new Standardizer([.. centers], [.. scales]);
    }

    public static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return (0, 1);
        double mean = 0;
        foreach (double value in values)
            mean += value / values.Length;
        double squares = 0;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        double deviation = Math.Sqrt(squares / values.Length);
        // A spread at the level of rounding is no spread: dividing by it, or by 1 where numbers are huge, would make numbers out of noise.
        return (mean, deviation > 1e-12 * Math.Abs(mean) && deviation > 0 ? deviation : Math.Max(1, Math.Abs(mean)));
    }

    public void Apply(int feature, Span<float> values)
    {
        double center = Centers[feature];
        double scale = Scales[feature];
        foreach (ref float value in values)
            value = (float)((value - center) / scale);
    }

    /// <summary>The model over raw features that equals a model over standardised ones.</summary>
    public LinearModel Unfold(ReadOnlySpan<double> weights, ReadOnlySpan<double> bias)
    {
        int features = Centers.Length;
        double[] raw = new double[weights.Length];
        double[] rawBias = bias.ToArray();
        for (int output = 0; output < bias.Length; output++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                int at = (output * features) + feature;
                raw[at] = weights[at] / Scales[feature];
                rawBias[output] -= raw[at] * Centers[feature];
            }
        }

        return new LinearModel([.. raw], [.. rawBias]);
    }
}
