namespace Mlops.Sdk;

/// <summary>How much a <see cref="DatasetSummary"/> keeps.</summary>
public sealed record DatasetSummaryOptions
{
    /// <summary>Everything about a column is exact up to so many values; beyond, sketches with a known error take over.</summary>
    /// <value>200,000.</value>
    public int ExactValues { get; init; } = 200_000;

    /// <summary>The size of the quantile sketch, 16 to 32,768: with 800 a rank is off by at most about 0.3 %.</summary>
    /// <value>800.</value>
    public int QuantileSketchSize { get; init; } = 800;

    /// <summary>The base-2 logarithm of the registers of the distinct count, 4 to 18: with 14 the relative standard error is 0.8 %.</summary>
    /// <value>14.</value>
    public int DistinctPrecision { get; init; } = 14;

    /// <summary>How many frequent values of a column are followed once its different values are no longer all counted (see <see cref="SampledValues"/>), 1 to 1,048,576. A count is then too low by at most about 0.2 % of the rows.</summary>
    /// <value>512.</value>
    public int FrequentValues { get; init; } = 512;

    /// <summary>Beyond <see cref="ExactValues"/> rows, up to twice so many different values are still counted exactly; of more, a sample of so many keeps exact counts. 16 to 1,048,576.</summary>
    /// <value>1,024.</value>
    public int SampledValues { get; init; } = 1024;

    /// <summary>Correlations are computed when there are at most so many numeric columns; at most 1,024.</summary>
    /// <value>500.</value>
    public int CorrelationColumns { get; init; } = 500;

    /// <summary>The seed of the sketches. Summaries of parts that are to be merged are best given different seeds.</summary>
    /// <value>0.</value>
    public ulong Seed { get; init; }

    internal void Check()
    {
        Range(ExactValues, 0, 100_000_000, nameof(ExactValues));
        Range(QuantileSketchSize, 16, 32_768, nameof(QuantileSketchSize));
        Range(DistinctPrecision, 4, 18, nameof(DistinctPrecision));
        Range(FrequentValues, 1, 1 << 20, nameof(FrequentValues));
        Range(SampledValues, 16, 1 << 20, nameof(SampledValues));
        Range(CorrelationColumns, 0, 1024, nameof(CorrelationColumns));
    }

    private static void Range(int value, int least, int most, string name)
    {
        if (value < least || value > most) throw new ArgumentOutOfRangeException(name, value, $"{name} is {least} to {most}.");
    }
}
