using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Rows and weight of one class before and after.</summary>
internal sealed record RebalanceSummary(string Class, int RowsBefore, int RowsAfter, double WeightBefore, double WeightAfter)
{
    public static RebalanceSummary[] Of(LabelData label, Dataset before, Dataset after)
    {
        LabelData labelAfter = LabelData.ReadFor(after, label.Task, label.Classes);
        int[] rowsBefore = label.CountClasses(), rowsAfter = labelAfter.CountClasses();
        double[] weightBefore = Weights(label, rowsBefore, before), weightAfter = Weights(labelAfter, rowsAfter, after);
        return [.. label.Classes.Select((name, code) => new RebalanceSummary(name, rowsBefore[code], rowsAfter[code], weightBefore[code], weightAfter[code]))];
    }

    private static double[] Weights(LabelData label, int[] rows, Dataset data)
    {
        double[]? weights = RowWeights.Read(data);
        if (weights is null) return Array.ConvertAll(rows, count => (double)count);
        var sums = new double[label.Classes.Length];
        ReadOnlySpan<int> codes = label.Codes.Span;
        for (int row = 0; row < codes.Length; row++) sums[codes[row]] += weights[row];
        return sums;
    }
}
