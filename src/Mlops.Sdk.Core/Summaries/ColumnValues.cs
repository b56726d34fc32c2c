namespace Mlops.Sdk;

/// <summary>What is known of the values of a column beyond counts and moments: which there are, how often, and in what distribution. Exact while they are few. Merges.</summary>
internal abstract class ColumnValues
{
    private const int Remembered = 64, Small = 256;

    // Asked for again and again by a report: found once for as many values as there are.
    private TopValues? _top;
    private EntropyBits? _entropy;
    private Deviation? _deviation;

    /// <summary>How many values were added.</summary>
    public abstract long Count { get; }

    public abstract double Distinct { get; }

    public abstract double DistinctStandardError { get; }

    public bool IsDistinctExact => DistinctStandardError == 0;

    /// <summary>Whether every value is among <see cref="Top"/> with its exact count.</summary>
    public abstract bool AreCountsExact { get; }

    public virtual bool AreQuantilesExact => true;

    /// <summary>How many different values occur once, and how many more often.</summary>
    public abstract ValueRepeats Repeats { get; }

    /// <summary>The counts of all different values; null where they are not all known.</summary>
    public abstract IEnumerable<long>? Counts { get; }

    /// <summary>In what order the values come; null where they have none.</summary>
    public virtual ColumnOrder? Order => null;

    /// <summary>The lowest or highest different values, the furthest first, with their exact counts.</summary>
    public virtual IReadOnlyList<FrequentValue> Extremes(bool highest, int most) => [];

    /// <summary>The entropy of the values in bits; null where counts are not all known.</summary>
    public double? Entropy()
    {
        EntropyBits? known = _entropy;
        if (known?.Count != Count) _entropy = known = new(Count, FindEntropy());
        return known.Bits;
    }

    /// <summary>The probability that two values drawn at random differ (Gini); null where counts are not all known.</summary>
    public double? Gini()
    {
        if (Count == 0 || Counts is not { } counts) return null;
        UInt128 squares = 0, all = (UInt128)Count * (UInt128)Count;
        foreach (long count in counts) squares += (UInt128)count * (UInt128)count;
        return (double)(all - squares) / (double)all;
    }

    /// <summary>The median distance of the numbers from their median, and how far it may be off.</summary>
    public (double Value, double Bound) MedianDeviation()
    {
        Deviation? known = _deviation;
        if (known?.Count == Count) return (known.Value, known.Bound);
        (double value, double bound) = FindMedianDeviation();
        _deviation = new(Count, value, bound);
        return (value, bound);
    }

    protected virtual (double Value, double Bound) FindMedianDeviation() => (double.NaN, 0);

    /// <summary>The values of highest counts, equal counts in the order of the values.</summary>
    public IReadOnlyList<FrequentValue> Top(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (most > Remembered) return FindTop(most);
        TopValues? known = _top;
        if (known?.Count != Count) _top = known = new(Count, FindTop(Remembered));
        return most >= known.Values.Count ? known.Values : [.. known.Values.Take(most)];
    }

    protected abstract IReadOnlyList<FrequentValue> FindTop(int most);

    public virtual double Quantile(double probability) => double.NaN;

    public virtual double Rank(double value) => double.NaN;

    public virtual double RankErrorBound(double confidence) => 0;

    public virtual (double[] Values, long[] CumulativeWeights) ToCumulative() => ([], []);

    public abstract void Merge(ColumnValues other);

    public abstract void WriteTo(BinaryWriter writer);

    /// <summary>Reads what <see cref="WriteTo"/> wrote, of so many values at most.</summary>
    public abstract void ReadFrom(BinaryReader reader, long present);

    /// <summary>Nothing yet, for a column.</summary>
    public static ColumnValues Of(Field field, DatasetSummaryOptions options) => field.Type switch
    {
        ColumnType.Number => new NumericValues<double>(field, options),
        ColumnType.Integer or ColumnType.Timestamp => new NumericValues<long>(field, options),
        ColumnType.Flag => new FlagValues(),
        _ => new TextValues(options),
    };

    protected static double Checked(double probability) =>
        probability is >= 0 and <= 1 ? probability : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 to 1.");

    // By how many values have each count, so that rounding does not tell in which order the values came.
    private double? FindEntropy()
    {
        if (Count == 0 || Counts is not { } counts) return null;
        var times = new long[Small];
        List<long> large = [];
        foreach (long count in counts)
        {
            if (count < Small) times[count]++;
            else large.Add(count);
        }

        large.Sort();
        double sum = 0, all = Count;
        for (int count = 1; count < Small; count++) sum -= times[count] == 0 ? 0 : times[count] * (count / all * Math.Log2(count / all));
        foreach (long count in large) sum -= count / all * Math.Log2(count / all);
        return Math.Max(0, sum);
    }

    private sealed record TopValues(long Count, IReadOnlyList<FrequentValue> Values);

    private sealed record Deviation(long Count, double Value, double Bound);

    private sealed record EntropyBits(long Count, double? Bits);
}
