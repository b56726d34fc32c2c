using System.Globalization;
using System.Numerics.Tensors;

namespace Mlops.Sdk;

internal sealed partial class MetricData
{
    private const double Rounding = 1e-6;

    /// <summary>The weights of a dataset.</summary>
    /// <exception cref="SchemaMismatchException">The column is not numeric.</exception>
    public static ReadOnlySpan<double> ReadWeights(Column weight)
    {
        if (!weight.IsNumeric) throw new SchemaMismatchException([$"Weight '{weight.Name}' must be a number and is {weight.Type}. Give the role Weight to a number of at least 0."]);
        return weight.ToNumbers().Span;
    }

    private static void CheckPredictions(Predictions predictions)
    {
        bool numbers = predictions.Task == TaskKind.Regression;
        ReadOnlySpan<double> values = numbers ? predictions.Values : predictions.Probabilities;
        int perRow = numbers ? 1 : predictions.Classes.Length;
        (double least, double most) = numbers ? (double.MinValue, double.MaxValue) : (-Rounding, 1 + Rounding);
        if (values.IsEmpty || AllWithin(values, least, most)) return;
        var bad = new List<int>();
        int count = 0;
        for (int row = 0; row < predictions.RowCount; row++)
        {
            if (AllWithin(values.Slice(row * perRow, perRow), least, most)) continue;
            count++;
            if (bad.Count < 5) bad.Add(row);
        }

        int first = bad[0] * perRow;
        string shown = string.Join(", ", values.Slice(first, Math.Min(perRow, 5)).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        throw new MlopsException("MLO2101", $"{count} of {predictions.RowCount} predictions of '{predictions.Label}' {(numbers ? "are not finite" : "are no probabilities from 0 to 1")}: {RowList(bad, count)}; row {bad[0]} has {shown}. Look at the features of those rows, and impute what is missing before the trainer.");
    }

    private static void CheckWeights(ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty || AllWithin(weights, 0, double.MaxValue)) return;
        var bad = new List<int>();
        int count = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            if (weights[row] >= 0 && double.IsFinite(weights[row])) continue;
            count++;
            if (bad.Count < 5) bad.Add(row);
        }

        throw new MlopsException("MLO2102", $"{count} weights are missing, negative or not finite: {RowList(bad, count)}. A weight is at least 0; 0 leaves a row out.");
    }

    // Comparisons with NaN are false, and so are Max and Min that meet one.
    private static bool AllWithin(ReadOnlySpan<double> values, double least, double most) =>
        TensorPrimitives.Min(values) >= least && TensorPrimitives.Max(values) <= most;

    private static string RowList(List<int> rows, int count) =>
        $"row{(count == 1 ? "" : "s")} {string.Join(", ", rows)}{(count > rows.Count ? ", ..." : "")}";
}
