using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The columns that the features of a table become: numbers with what is missing at their mean and a column that says so, a column for each level of a category.</summary>
internal sealed class LinearDesign
{
    private LinearDesign(Field[] fields, FeatureDesign[] features, LinearColumn[] columns, double[] weights) => (Fields, Features, Columns, Weights) = (fields, features, columns, weights);

    public Field[] Fields { get; }

    public FeatureDesign[] Features { get; }

    public LinearColumn[] Columns { get; }

    /// <summary>One weight a row.</summary>
    public double[] Weights { get; }

    public int Rows => Weights.Length;

    public static LinearDesign Of(Dataset train, double[] weights, LinearModelOptions options)
    {
        Column[] columns = [.. train.Features];
        var features = new FeatureDesign[columns.Length];
        var all = new List<LinearColumn>();
        for (int feature = 0; feature < columns.Length; feature++)
        {
            features[feature] = columns[feature] is CategoryColumn category
                ? FeatureDesign.OfLevels(feature, category, weights, options)
                : FeatureDesign.OfNumbers(feature, columns[feature], weights, options);
            all.AddRange(features[feature].Columns);
        }

        return new LinearDesign([.. train.Schema.Features], features, [.. all], weights);
    }

    /// <summary>The level that a column stands for; null for numbers.</summary>
    public string? LevelOf(LinearColumn column)
    {
        if (column.Level == LinearColumn.Number) return null;
        if (column.Level == LinearColumn.Missing) return "(missing)";
        int[] groups = Features[column.Feature].Groups;
        int code = Array.IndexOf(groups, column.Level);
        return Array.IndexOf(groups, column.Level, code + 1) >= 0 ? "(other)" : Fields[column.Feature].Levels![code];
    }

    /// <summary>The name of a column for people.</summary>
    public string NameOf(int column) => column < 0 ? "the intercept" : LevelOf(Columns[column]) is { } level ? $"{Fields[Columns[column].Feature].Name} = {level}" : Fields[Columns[column].Feature].Name;
}

/// <summary>What one feature becomes.</summary>
/// <param name="Columns">The columns that vary.</param>
/// <param name="Groups">The cell of each level of a category; empty for numbers.</param>
/// <param name="CellWeights">Rows by weight in each cell of a category, the last of them missing.</param>
/// <param name="Mean">The mean of the numbers that are there.</param>
internal sealed record FeatureDesign(ImmutableArray<LinearColumn> Columns, int[] Groups, double[] CellWeights, double Mean)
{
    public static FeatureDesign OfNumbers(int feature, Column column, double[] weights, LinearModelOptions options)
    {
        var values = new double[column.Length];
        column.CopyNumbers(0, values);
        double sum = 0, total = 0;
        bool anyMissing = false;
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row])) throw new MlopsException("MLO2105", FormattableString.Invariant($"Feature '{column.Name}' is {values[row]} in row {row}, and a linear model cannot learn from values that are not finite. Leave such rows out, or mark them missing with .HandleOutliers()."));
            if (double.IsNaN(values[row])) anyMissing = true;
            else (sum, total) = (sum + (weights[row] * values[row]), total + weights[row]);
        }

        double mean = total > 0 ? sum / total : 0;
        double low = options.Increasing.Contains(column.Name) ? 0 : double.NegativeInfinity, high = options.Decreasing.Contains(column.Name) ? 0 : double.PositiveInfinity;
        double[] missing = anyMissing ? new double[values.Length] : [];
        for (int row = 0; row < missing.Length; row++)
        {
            if (!double.IsNaN(values[row])) continue;
            values[row] = mean;
            missing[row] = 1;
        }

        LinearColumn?[] columns = [LinearColumn.Of(feature, LinearColumn.Number, values, weights, low, high), anyMissing ? LinearColumn.Of(feature, LinearColumn.Missing, missing, weights) : null];
        return new FeatureDesign([.. columns.OfType<LinearColumn>()], [], [], mean);
    }

    public static FeatureDesign OfLevels(int feature, CategoryColumn column, double[] weights, LinearModelOptions options)
    {
        var counts = new double[column.Levels.Count + 1];
        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0; row < codes.Length; row++) counts[codes[row] < 0 ? counts.Length - 1 : codes[row]] += weights[row];
        int[] seen = [.. Enumerable.Range(0, column.Levels.Count).Where(code => counts[code] > 0)];
        int[] kept = seen.Length <= options.MaximumLevelCount ? seen : [.. seen.OrderByDescending(code => counts[code]).ThenBy(code => code).Take(options.MaximumLevelCount).Order()];
        int cells = kept.Length < seen.Length ? kept.Length + 1 : kept.Length;
        var groups = new int[column.Levels.Count];
        Array.Fill(groups, -1);
        foreach (int code in seen) groups[code] = cells - 1;
        for (int cell = 0; cell < kept.Length; cell++) groups[kept[cell]] = cell;
        var cellWeights = new double[cells + 1];
        for (int code = 0; code < groups.Length; code++)
            if (groups[code] >= 0) cellWeights[groups[code]] += counts[code];
        cellWeights[cells] = counts[^1];

        // Without a penalty the first level is what the others are compared with; with one every level has a weight.
        var columns = new List<LinearColumn>();
        for (int cell = options.L1Regularization + options.L2Regularization == 0 ? 1 : 0; cell <= cells; cell++)
        {
            if (cellWeights[cell] == 0) continue;
            var values = new double[codes.Length];
            for (int row = 0; row < codes.Length; row++) values[row] = (codes[row] < 0 ? cells : groups[codes[row]]) == cell ? 1 : 0;
            if (LinearColumn.Of(feature, cell == cells ? LinearColumn.Missing : cell, values, weights) is { } one) columns.Add(one);
        }

        return new FeatureDesign([.. columns], groups, cellWeights, 0);
    }
}
