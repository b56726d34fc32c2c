using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>Cuts the rows into a part to learn from and a part to judge by. Both keep the original order; the same seed gives the same rows for ever.</summary>
    /// <param name="testFraction">The share of rows in the test part, above 0 and below 1. The size is exact to the nearest row (grouped: to the nearest whole group); both parts have at least one row.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="kind">How rows are chosen. A class with a single row goes to the training part.</param>
    /// <exception cref="ArgumentException">The fraction is out of range, there are fewer than two rows or groups, or the kind needs a role that no column has.</exception>
    public (Dataset Train, Dataset Test) Split(double testFraction = 0.2, ulong seed = 0, SplitKind kind = SplitKind.Auto)
    {
        if (!(testFraction > 0 && testFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The test fraction is above 0 and below 1, such as 0.2 for one row in five.");
        if (RowCount < 2) throw new ArgumentException($"A split needs at least 2 rows; the dataset has {RowCount}.", nameof(testFraction));
        bool[] isTest = new RowSplitter(this, kind, seed).Split(testFraction);
        return (Take(RowSplitter.RowsWhere(isTest, false)), Take(RowSplitter.RowsWhere(isTest, true)));
    }

    /// <summary>Cuts the rows into parts that take turns in judging what was learnt from the others. Rows keep the original order; the same seed gives the same folds for ever.</summary>
    /// <remarks>
    /// Sizes differ by one row at most (grouped: by as little as whole groups allow), also within each class. A class with fewer rows than folds is missing from some validation parts.
    /// Time-ordered folds are an expanding window: each is judged by the block of rows after all that it learnt from, and the earliest block judges nothing.
    /// A fold is cut when it is read from the list, so the list itself is small.
    /// </remarks>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="kind">How rows are chosen.</param>
    /// <exception cref="ArgumentException">There are fewer rows, groups or blocks than folds, or the kind needs a role that no column has.</exception>
    public IReadOnlyList<Fold> Folds(int count = 5, ulong seed = 0, SplitKind kind = SplitKind.Auto)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (RowCount < count)
            throw new ArgumentException($"{count} folds need at least {count} rows; the dataset has {RowCount}. Ask for fewer folds.", nameof(count));
        return new FoldList(this, new RowSplitter(this, kind, seed).Folds(count));
    }

    /// <summary>Folds in time: each is judged by a block of rows and learns from those before it, with a gap between, as when a label is known only weeks after the features.</summary>
    /// <remarks>Rows are ordered by the time column, equal times in the order of the rows; the earliest block judges nothing. A fold is cut when it is read from the list.</remarks>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="options">Gap and window.</param>
    /// <exception cref="ArgumentException">There are too few rows, a gap leaves no row to learn from, or a gap in time is asked for and the time column is no timestamp.</exception>
    public IReadOnlyList<Fold> TimeFolds(int count = 5, TimeFoldOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        options ??= new();
        if (ColumnWithRole(ColumnRole.Time) is null)
            throw new ArgumentException("Folds in time need a column with the role Time. Give one the role: data.WithRole(\"name\", ColumnRole.Time).", nameof(count));
        return new FoldList(this, TimeWindows.Of(this, count, options));
    }

    /// <summary>All rows in a random order.</summary>
    /// <param name="seed">The seed.</param>
    public Dataset Shuffle(ulong seed = 0) => Take(RandomStream.For(seed, "dataset.shuffle").Permutation(RowCount));

    /// <summary>Rows chosen at random without replacement, in their original order; all rows when there are no more than asked for.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    public Dataset Sample(int count, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count >= RowCount) return this;
        int[] rows = RandomStream.For(seed, "dataset.sample").SampleWithoutReplacement(RowCount, count);
        Array.Sort(rows);
        return Take(rows);
    }
}
