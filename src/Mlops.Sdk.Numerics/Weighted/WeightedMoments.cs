namespace Mlops.Sdk.Numerics;

/// <summary>Mean and central moments of numbers that count more or less, and how many equally weighted numbers they are worth. NaN is skipped; the parts of a whole can be merged.</summary>
/// <remarks>
/// Rows whose weight is 0 count for nothing. Blocks of 2,048 values take two passes in cache and are merged pairwise (Pebay 2008 with weights for counts), so a large mean beside a small spread loses no digits.
/// All but the two corrected variances are unchanged when all weights are multiplied by a number. One writer at a time.
/// </remarks>
public sealed class WeightedMoments
{
    private const int BlockSize = 2048;

    private double _m2;
    private double _m3;
    private double _m4;

    /// <summary>How many numbers with a weight above 0 were added.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of the weights.</summary>
    public double TotalWeight { get; private set; }

    /// <summary>The sum of the squared weights.</summary>
    public double SquaredWeights { get; private set; }

    /// <summary>The effective sample size (Kish 1965): the square of the sum of the weights over the sum of their squares; 0 when empty.</summary>
    public double EffectiveCount => SquaredWeights > 0 ? TotalWeight * (TotalWeight / SquaredWeights) : 0;

    /// <summary>The weighted mean; NaN when empty.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The variance of the population: the weighted mean of the squared distances from the mean, statsmodels' <c>DescrStatsW(ddof=0).var</c>; NaN when empty.</summary>
    public double PopulationVariance => Count == 0 ? double.NaN : _m2 / TotalWeight;

    /// <summary>The variance of a sample in which a weight says how often a row occurred (frequency weights): divisor total weight less 1, statsmodels' <c>DescrStatsW(ddof=1).var</c>; NaN up to a total weight of 1.</summary>
    public double FrequencyVariance => TotalWeight > 1 ? _m2 / (TotalWeight - 1) : double.NaN;

    /// <summary>The variance of a sample in which a weight says how much a row is to be relied on or how many rows of a population it stands for (reliability weights): divisor W - sum of w^2 / W, so that it is the usual variance when all weights are equal; NaN below two numbers.</summary>
    public double ReliabilityVariance => Count < 2 ? double.NaN : _m2 / (TotalWeight - (SquaredWeights / TotalWeight));

    /// <summary>The root of <see cref="ReliabilityVariance"/>.</summary>
    public double StandardDeviation => Math.Sqrt(ReliabilityVariance);

    /// <summary>The skewness of the population, g1, without a correction for bias (there is no agreed one with weights); NaN when empty, 0 for a constant.</summary>
    public double Skewness => Count == 0 ? double.NaN : _m2 > 0 ? Math.Sqrt(TotalWeight) * _m3 / (_m2 * Math.Sqrt(_m2)) : 0;

    /// <summary>The excess kurtosis of the population, g2, without a correction for bias; NaN when empty, 0 for a constant.</summary>
    public double Kurtosis => Count == 0 ? double.NaN : _m2 > 0 ? (TotalWeight * (_m4 / _m2) / _m2) - 3 : 0;

    /// <summary>The moments of a span.</summary>
    /// <param name="values">The numbers; NaN is skipped.</param>
    /// <param name="weights">One weight for each, finite and at least 0.</param>
    public static WeightedMoments Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var moments = new WeightedMoments();
        moments.Add(values, weights);
        return moments;
    }

    /// <summary>Adds numbers; NaN is skipped.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="weights">One weight for each, finite and at least 0; not checked where the number is NaN.</param>
    /// <exception cref="ArgumentException">There are not as many weights, or one is negative or not finite.</exception>
    public void Add(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        RequireWeights(values, weights);
        for (int start = 0; start < values.Length; start += BlockSize)
        {
            int length = Math.Min(BlockSize, values.Length - start);
            AddBlock(values.Slice(start, length), weights.Slice(start, length));
        }
    }

    /// <summary>Adds the numbers that another summary has seen; that one does not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(WeightedMoments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count > 0) MergeState(other.Count, other.TotalWeight, other.SquaredWeights, other.Mean, other._m2, other._m3, other._m4);
    }

    /// <summary>Writes the state, 56 bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Count);
        foreach (double part in (ReadOnlySpan<double>)[TotalWeight, SquaredWeights, Mean, _m2, _m3, _m4]) writer.Write(part);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static WeightedMoments ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var moments = new WeightedMoments { Count = reader.ReadInt64(), TotalWeight = reader.ReadDouble(), SquaredWeights = reader.ReadDouble(), Mean = reader.ReadDouble() };
        moments._m2 = reader.ReadDouble();
        moments._m3 = reader.ReadDouble();
        moments._m4 = reader.ReadDouble();
        bool sound = moments.Count == 0
            ? moments.TotalWeight == 0 && double.IsNaN(moments.Mean) && moments._m2 == 0
            : moments.Count > 0 && moments.TotalWeight > 0 && moments.SquaredWeights >= 0 && !(moments._m2 < 0) && !(moments._m4 < 0);
        return sound ? moments : throw new InvalidDataException("The stored weighted moments are damaged: count, weights and second moment contradict each other.");
    }

    internal static void RequireWeights(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (values.Length != weights.Length) throw new ArgumentException($"There are {values.Length} values and {weights.Length} weights.", nameof(weights));
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])) && !double.IsNaN(values[i]))
                throw new ArgumentException($"Weight {i} is {weights[i]}; weights are finite and at least 0.", nameof(weights));
        }
    }

    private void AddBlock(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double total = 0, squared = 0, mean = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        long count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i], weight = weights[i];
            if (double.IsNaN(value) || weight == 0) continue;
            count++;
            total += weight;
            squared += weight * weight;
            mean += (value - mean) * (weight / total);
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }

        if (count == 0) return;
        double center = least == greatest ? least : mean, d1 = 0, d2 = 0, d3 = 0, d4 = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double off = values[i] - center, weight = weights[i];
            if (double.IsNaN(values[i]) || weight == 0) continue;
            double first = weight * off, second = first * off;
            d1 += first;
            d2 += second;
            d3 += second * off;
            d4 += second * off * off;
        }

        // The centre is the rounded mean: shift the power sums to the exact one.
        double shift = d1 / total;
        double m3 = d3 - (3 * shift * d2) + (2 * shift * shift * d1);
        double m4 = d4 - (4 * shift * d3) + (6 * shift * shift * d2) - (3 * shift * shift * shift * d1);
        MergeState(count, total, squared, center + shift, Math.Max(0, d2 - (shift * d1)), m3, Math.Max(0, m4));
    }

    private void MergeState(long count, double weight, double squared, double mean, double m2, double m3, double m4)
    {
        if (Count == 0)
        {
            (Count, TotalWeight, SquaredWeights, Mean, _m2, _m3, _m4) = (count, weight, squared, mean, m2, m3, m4);
            return;
        }

        double na = TotalWeight, nb = weight, n = na + nb, delta = mean - Mean, part = delta / n, square = part * part;
        if (delta != 0)
        {
            double fourth = _m4 + m4 + (delta * part * square * na * nb * ((na * na) - (na * nb) + (nb * nb)))
                + (6 * square * ((na * na * m2) + (nb * nb * _m2))) + (4 * part * ((na * m3) - (nb * _m3)));
            double third = _m3 + m3 + (delta * square * na * nb * (na - nb)) + (3 * part * ((na * m2) - (nb * _m2)));
            (_m2, _m3, _m4) = (_m2 + m2 + (delta * part * na * nb), third, Math.Max(0, fourth));
            Mean += part * nb;
        }
        else
        {
            (_m2, _m3, _m4) = (_m2 + m2, _m3 + m3, _m4 + m4);
        }

        Count += count;
        TotalWeight = n;
        SquaredWeights += squared;
    }
}
