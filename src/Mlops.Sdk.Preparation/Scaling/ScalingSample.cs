using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The finite numbers of a column at fit that count, and their weights where rows have some.</summary>
internal sealed class ScalingSample
{
    private ScalingSample(double[] values, double[]? weights, int missing, int infinite, CancellationToken cancellationToken)
    {
        Values = values;
        Weights = weights;
        Missing = missing;
        Infinite = infinite;
        CancellationToken = cancellationToken;
    }

    public double[] Values { get; }

    public double[]? Weights { get; }

    public int Missing { get; }

    public int Infinite { get; }

    public CancellationToken CancellationToken { get; }

    public static ScalingSample Of(Column column, double[]? weights, CancellationToken cancellationToken)
    {
        ReadOnlySpan<double> numbers = column.ToNumbers().Span;
        var values = new double[numbers.Length];
        double[]? kept = weights is null ? null : new double[numbers.Length];
        int count = 0, missing = 0, infinite = 0;
        for (int row = 0; row < numbers.Length; row++)
        {
            if (double.IsNaN(numbers[row])) missing++;
            else if (double.IsInfinity(numbers[row])) infinite++;
            else if (weights is null || weights[row] > 0)
            {
                if (kept is not null) kept[count] = weights![row];
                values[count++] = numbers[row];
            }
        }

        if (count < values.Length)
        {
            Array.Resize(ref values, count);
            if (kept is not null) Array.Resize(ref kept, count);
        }

        return new ScalingSample(values, kept, missing, infinite, cancellationToken);
    }

    /// <summary>The least and the greatest number.</summary>
    public (double Min, double Max) Range() => Descriptive.Range(Values);

    /// <summary>The mean and the standard deviation of the population.</summary>
    public (double Mean, double Deviation) Moments(double[]? of = null)
    {
        if (Weights is not null)
        {
            WeightedMoments weighted = WeightedMoments.Of(of ?? Values, Weights);
            return (weighted.Mean, Math.Sqrt(weighted.PopulationVariance));
        }

        Moments moments = Numerics.Moments.Of(of ?? Values);
        return (moments.Mean, moments.Count < 2 ? 0 : moments.StandardDeviation * Math.Sqrt((moments.Count - 1.0) / moments.Count));
    }

    /// <summary>Quantiles; of weighted numbers where the weight below reaches the share.</summary>
    public double[] Quantiles(double[] probabilities)
    {
        var results = new double[probabilities.Length];
        if (Weights is null)
        {
            Numerics.Quantiles.OfInPlace(Values, probabilities, results);
            return results;
        }

        Array.Sort(Values, Weights);
        var cumulative = new double[Weights.Length];
        double sum = 0;
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] = sum += Weights[i];
        return Array.ConvertAll(probabilities, probability => WeightedQuantiles.OfCumulative(Values, cumulative, probability));
    }
}
