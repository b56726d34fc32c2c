namespace Mlops.Sdk;

public abstract partial record Rule
{
    /// <summary>The column is there.</summary>
    /// <param name="column">The column.</param>
    public static Rule HasColumn(string column) => new HasColumnRule(Checked(column));

    /// <summary>The column is of one of some types.</summary>
    /// <param name="column">The column.</param>
    /// <param name="types">The types, at least one.</param>
    public static Rule HasType(string column, params IEnumerable<ColumnType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        ColumnType[] all = [.. types.Distinct().Order()];
        if (all.Length == 0 || !all.All(Enum.IsDefined)) throw new ArgumentException("Give at least one type: Number, Integer, Flag, Category, Text or Timestamp.", nameof(types));
        return new HasTypeRule(Checked(column), new(all.Select(type => type.ToString())));
    }

    /// <summary>The table has these columns and no others.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="ordered">Whether they come in this order.</param>
    public static Rule ColumnsAre(IEnumerable<string> columns, bool ordered = false)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] names = [.. columns.Select(name => Checked(name, nameof(columns)))];
        if (names.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() != names.Length) throw new ArgumentException("Give every column once, and at least one.", nameof(columns));
        if (!ordered) Array.Sort(names, StringComparer.Ordinal);
        return new ColumnsAreRule(new(names), ordered);
    }

    /// <summary>The table has a number of rows within limits.</summary>
    /// <param name="min">The least number.</param>
    /// <param name="max">The greatest number, or null.</param>
    public static Rule RowCount(long min, long? max = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        return max < min ? throw new ArgumentException($"The greatest number of rows, {max}, is below the least, {min}.", nameof(max)) : new RowCountRule(min, max);
    }

    /// <summary>The number of rows that have a value in a column lies within limits, both inclusive. <see cref="IsPresent"/> with <see cref="Mostly"/> is the rule about their share.</summary>
    /// <param name="column">The column.</param>
    /// <param name="min">The least number.</param>
    /// <param name="max">The greatest number, or null.</param>
    public static Rule PresentCount(string column, long min, long? max = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        return max < min ? throw new ArgumentException($"The greatest number of rows, {max}, is below the least, {min}.", nameof(max)) : new PresentCountRule(Checked(column), min, max);
    }

    /// <summary>The number of rows, as a multiple of that of the table before (<see cref="ValidationOptions.PreviousRowCount"/>), lies within limits, both inclusive: 0.8 to 1.25 is a fifth less to a quarter more.</summary>
    /// <param name="min">The least multiple, or null.</param>
    /// <param name="max">The greatest multiple, or null.</param>
    public static Rule RowCountRatio(double? min = null, double? max = null)
    {
        Bounds.Check(min, max, 0);
        return new RowCountRatioRule(min, max);
    }

    /// <summary>No two rows have the same values in some columns; rows in which one is missing are passed over. A row fails when an earlier row has its values.</summary>
    /// <remarks>Exact up to <see cref="ValidationOptions.UniqueKeys"/> different values, beyond that by further passes over the data; where those are not possible, the outcome is undecided and never passed.</remarks>
    /// <param name="columns">The columns whose combination is unique.</param>
    public static Rule IsUnique(params IEnumerable<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        string[] names = [.. columns.Select(name => Checked(name, nameof(columns))).Distinct(StringComparer.Ordinal)];
        return names.Length == 0 ? throw new ArgumentException("Give at least one column.", nameof(columns)) : new UniqueRule(new(names));
    }

    /// <summary>Values do not fall from row to row; missing ones are passed over.</summary>
    /// <param name="column">A numeric or timestamp column.</param>
    /// <param name="strict">Whether each is above the one before.</param>
    public static Rule IsIncreasing(string column, bool strict = false) => new OrderRule(Checked(column), strict, Falling: false);

    /// <summary>Values do not rise from row to row; missing ones are passed over.</summary>
    /// <param name="column">A numeric or timestamp column.</param>
    /// <param name="strict">Whether each is below the one before.</param>
    public static Rule IsDecreasing(string column, bool strict = false) => new OrderRule(Checked(column), strict, Falling: true);

    /// <summary>The newest moment is not older than a time span, by the clock of the run (<see cref="RunContext.Time"/>).</summary>
    /// <param name="column">A timestamp column.</param>
    /// <param name="maxAge">The greatest age, above 0.</param>
    public static Rule IsFresh(string column, TimeSpan maxAge) => maxAge > TimeSpan.Zero
        ? new FreshRule(Checked(column), maxAge)
        : throw new ArgumentOutOfRangeException(nameof(maxAge), maxAge, "The greatest age is above 0.");

    /// <summary>The mean of the numbers lies within limits, both inclusive.</summary>
    /// <param name="column">A numeric column (the mean of a flag is the share that is true).</param>
    /// <param name="min">The least value, or null.</param>
    /// <param name="max">The greatest value, or null.</param>
    /// <param name="tolerance">How far beyond a limit it may lie.</param>
    public static Rule Mean(string column, double? min = null, double? max = null, double tolerance = 0) => Statistic(column, ColumnStatistic.Mean, min, max, tolerance);

    /// <summary>The standard deviation (n - 1) of the numbers lies within limits, both inclusive.</summary>
    /// <inheritdoc cref="Mean"/>
    public static Rule StandardDeviation(string column, double? min = null, double? max = null, double tolerance = 0) => Statistic(column, ColumnStatistic.StandardDeviation, min, max, tolerance);

    /// <summary>The sum of the numbers lies within limits, both inclusive.</summary>
    /// <inheritdoc cref="Mean"/>
    public static Rule Sum(string column, double? min = null, double? max = null, double tolerance = 0) => Statistic(column, ColumnStatistic.Sum, min, max, tolerance);

    /// <summary>The least of the numbers lies within limits, both inclusive: that data begins where it should. <see cref="InRange"/> is the rule about each number.</summary>
    /// <inheritdoc cref="Mean"/>
    public static Rule Minimum(string column, double? min = null, double? max = null, double tolerance = 0) => Statistic(column, ColumnStatistic.Minimum, min, max, tolerance);

    /// <summary>The greatest of the numbers lies within limits, both inclusive: that data reaches as far as it should. <see cref="InRange"/> is the rule about each number.</summary>
    /// <inheritdoc cref="Mean"/>
    public static Rule Maximum(string column, double? min = null, double? max = null, double tolerance = 0) => Statistic(column, ColumnStatistic.Maximum, min, max, tolerance);

    /// <summary>A quantile of the numbers lies within limits: at least a share <paramref name="probability"/> of them is at most <paramref name="max"/>, and at least the rest is at least <paramref name="min"/>. Counted, so it is exact for any number of rows.</summary>
    /// <param name="column">A numeric column.</param>
    /// <param name="probability">Between 0 and 1; 0.5 is the median.</param>
    /// <param name="min">The least value, or null.</param>
    /// <param name="max">The greatest value, or null.</param>
    public static Rule Quantile(string column, double probability, double? min = null, double? max = null)
    {
        Bounds.Check(min, max, 0);
        return probability is > 0 and < 1 ? new QuantileRule(Checked(column), probability, min, max) : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile lies between 0 and 1.");
    }

    /// <summary>The number of different values lies within limits, both inclusive; missing rows are passed over. Exact as <see cref="IsUnique"/> is.</summary>
    /// <param name="column">The column.</param>
    /// <param name="min">The least number, or null.</param>
    /// <param name="max">The greatest number, or null.</param>
    public static Rule DistinctCount(string column, double? min = null, double? max = null)
    {
        Bounds.Check(min, max, 0);
        return new DistinctRule(Checked(column), false, min, max);
    }

    /// <summary>The number of different values, as a share of the rows that are not missing, lies within limits, both inclusive.</summary>
    /// <inheritdoc cref="DistinctCount"/>
    public static Rule DistinctShare(string column, double? min = null, double? max = null)
    {
        Bounds.Check(min, max, 0);
        return new DistinctRule(Checked(column), true, min, max);
    }

    /// <summary>The mean length of the texts, in Unicode code points, lies within limits, both inclusive. <see cref="HasLength"/> is the rule about each text.</summary>
    /// <param name="column">A text or category column.</param>
    /// <param name="min">The least value, or null.</param>
    /// <param name="max">The greatest value, or null.</param>
    public static Rule MeanLength(string column, double? min = null, double? max = null)
    {
        Bounds.Check(min, max, 0);
        return new MeanLengthRule(Checked(column), min, max);
    }

    /// <summary>Each value of a list occurs in at least one row: that every shop has sent its rows. Other values may occur too; <see cref="InSet(string, IEnumerable{string})"/> is the rule about those.</summary>
    /// <param name="column">A column of any type.</param>
    /// <param name="values">The values as text of the invariant culture.</param>
    public static Rule ContainsAll(string column, params IEnumerable<string> values) => new ContainsAllRule(Checked(column), Distinct(values));

    /// <summary>The share of the rows that are not missing which has a value lies within limits, both inclusive.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value as text of the invariant culture.</param>
    /// <param name="min">The least share, or null.</param>
    /// <param name="max">The greatest share, or null.</param>
    public static Rule ShareOf(string column, string value, double? min = null, double? max = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        Bounds.Check(min, max, 0);
        return new ShareRule(Checked(column), Sound(value), min, max);
    }

    /// <summary>The values of a column lie no farther from those of the table before (<see cref="ValidationOptions.Previous"/>) than a greatest distance: last week's rows for drift, the rows a model learnt from for skew while it serves.</summary>
    /// <remarks>The limit is held as it is: what chance makes of few rows is for whoever sets it. <see cref="ProfileComparison"/> and drift detection tell differences beyond chance, without a limit for each column.</remarks>
    /// <param name="column">A column of numbers, texts, categories or flags.</param>
    /// <param name="measure">How the distance is measured.</param>
    /// <param name="max">The greatest distance, 0 or more.</param>
    public static Rule Distance(string column, DistributionMeasure measure, double max)
    {
        if (!Enum.IsDefined(measure)) throw new ArgumentOutOfRangeException(nameof(measure), measure, "This is no measure.");
        return max >= 0 && double.IsFinite(max) ? new DistanceRule(Checked(column), measure, max) : throw new ArgumentOutOfRangeException(nameof(max), max, "A greatest distance is finite and not negative.");
    }

    /// <summary>Pearson's correlation of two columns, over the rows in which both are there, lies within limits, both inclusive.</summary>
    /// <param name="first">A numeric column.</param>
    /// <param name="second">Another numeric column.</param>
    /// <param name="min">The least correlation, or null.</param>
    /// <param name="max">The greatest correlation, or null.</param>
    public static Rule Correlation(string first, string second, double? min = null, double? max = null)
    {
        Bounds.Check(min, max, 0);
        return Checked(first) == Checked(second) ? throw new ArgumentException($"'{first}' is compared with itself.", nameof(second)) : new CorrelationRule(first, second, min, max);
    }

    private static StatisticRule Statistic(string column, ColumnStatistic statistic, double? min, double? max, double tolerance)
    {
        Bounds.Check(min, max, tolerance);
        return new StatisticRule(Checked(column), statistic, min, max, tolerance);
    }
}
