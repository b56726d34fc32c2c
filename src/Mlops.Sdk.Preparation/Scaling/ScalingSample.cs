using System.Buffers;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The finite numbers of a column at fit that count, and their weights where rows have some. The column's own memory where nothing has to be left out of it.</summary>
internal sealed class ScalingSample
{
    private Moments? _moments;

    private ScalingSample(ReadOnlyMemory<double> values, double[]? weights, int missing, int infinite, CancellationToken cancellationToken)
    {
        Values = values;
        Weights = weights;
        Missing = missing;
        Infinite = infinite;
        CancellationToken = cancellationToken;
    }

    /// <summary>The numbers; without weights NaN may stand among them, which every kernel skips.</summary>
    public ReadOnlyMemory<double> Values { get; }

    public double[]? Weights { get; }

    /// <summary>How many numbers there are, NaN not counted.</summary>
    public required int Count { get; init; }

    /// <summary>The least and the greatest number.</summary>
    public required (double Min, double Max) Range { get; init; }

    public int Missing { get; }

    public int Infinite { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Whether there are no two different numbers.</summary>
    public bool IsConstant => !(Range.Max > Range.Min);

    /// <summary>Reads a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="weights">How much each row counts, or null.</param>
    /// <param name="needsMoments">Whether mean and deviation will be asked for: then one pass finds all there is to know.</param>
    /// <param name="cancellationToken">For what takes long.</param>
    public static ScalingSample Of(Column column, double[]? weights, bool needsMoments, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<double> numbers = column.ToNumbers();
        Moments? moments = needsMoments && weights is null ? Numerics.Moments.Of(numbers.Span) : null;
        int missing = moments is null ? Descriptive.CountMissing(numbers.Span) : numbers.Length - (int)moments.Count;
        (double Min, double Max) range = moments is null ? Descriptive.Range(numbers.Span) : (moments.Min, moments.Max);
        return weights is null && !double.IsInfinity(range.Min) && !double.IsInfinity(range.Max)
            ? new ScalingSample(numbers, null, missing, 0, cancellationToken) { Count = numbers.Length - missing, Range = range, _moments = moments }
            : Kept(numbers.Span, weights, missing, cancellationToken);
    }

    /// <summary>The mean and the standard deviation of the population.</summary>
    public (double Mean, double Deviation) OwnMoments() => _moments is null ? MomentsOf(Values.Span) : (_moments.Mean, Math.Sqrt(_moments.PopulationVariance));

    /// <summary>The same of other numbers, one for each of these.</summary>
    public (double Mean, double Deviation) MomentsOf(ReadOnlySpan<double> of)
    {
        if (Weights is not null)
        {
            WeightedMoments weighted = WeightedMoments.Of(of, Weights);
            return (weighted.Mean, Math.Sqrt(weighted.PopulationVariance));
        }

        Moments moments = Numerics.Moments.Of(of);
        return (moments.Mean, Math.Sqrt(moments.PopulationVariance));
    }

    /// <summary>Quantiles; of weighted numbers where the weight below reaches the share.</summary>
    public double[] Quantiles(double[] probabilities)
    {
        if (Weights is null)
        {
            // Memory that was used before: fresh pages cost more than the sort.
            double[] copy = ArrayPool<double>.Shared.Rent(Values.Length), results = new double[probabilities.Length];
            Values.Span.CopyTo(copy);
            Numerics.Quantiles.OfInPlace(copy.AsSpan(0, Values.Length), probabilities, results);
            ArrayPool<double>.Shared.Return(copy);
            return results;
        }

        double[] sorted = Values.ToArray(), cumulative = [.. Weights];
        Array.Sort(sorted, cumulative);
        double sum = 0;
        foreach (ref double weight in cumulative.AsSpan()) weight = sum += weight;
        return Array.ConvertAll(probabilities, probability => WeightedQuantiles.OfCumulative(sorted, cumulative, probability));
    }

    private static ScalingSample Kept(ReadOnlySpan<double> numbers, double[]? weights, int missing, CancellationToken cancellationToken)
    {
        var values = new double[numbers.Length];
        double[]? kept = weights is null ? null : new double[numbers.Length];
        int count = 0, infinite = 0;
        for (int row = 0; row < numbers.Length; row++)
        {
            if (double.IsInfinity(numbers[row])) infinite++;
            else if (!double.IsNaN(numbers[row]) && (weights is null || weights[row] > 0))
            {
                if (kept is not null) kept[count] = weights![row];
                values[count++] = numbers[row];
            }
        }

        Array.Resize(ref values, count);
        if (kept is not null) Array.Resize(ref kept, count);
        return new ScalingSample(values, kept, missing, infinite, cancellationToken) { Count = count, Range = Descriptive.Range(values) };
    }
}
