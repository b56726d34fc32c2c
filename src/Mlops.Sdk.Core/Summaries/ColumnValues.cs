namespace Mlops.Sdk;

/// <summary>What is known of the values of a column beyond counts and moments: which there are, how often, and in what distribution. Exact while they are few. Merges.</summary>
internal abstract class ColumnValues
{
    /// <summary>How many values were added.</summary>
    public abstract long Count { get; }

    public abstract double Distinct { get; }

    public abstract double DistinctStandardError { get; }

    public bool IsDistinctExact => DistinctStandardError == 0;

    /// <summary>Whether every value is among <see cref="Top"/> with its exact count.</summary>
    public abstract bool AreCountsExact { get; }

    public virtual bool AreQuantilesExact => true;

    /// <summary>The values of highest counts, equal counts in the order of the values.</summary>
    public abstract IReadOnlyList<FrequentValue> Top(int most);

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
}
