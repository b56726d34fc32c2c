using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The last part of every tree trainer: check the conversion against the native model, keep the neutral form alone.</summary>
internal static class TreeTraining
{
    private const int MostCoverRows = 200_000;

    /// <summary>Compares native and neutral scores on a sample of the training rows; see <see cref="ConversionCheck"/>.</summary>
    public static NativeTreeFit Checked(NativeTreeFit fit, TrainingInput input, float[]? missing = null)
    {
        int[] sample = ConversionCheck.Sample(input.Rows);
        Column[] columns = [.. input.Columns.Select(column => column.Take(sample))];
        ConversionCheck.Verify(fit, new FeatureMatrix(columns, missing), new FeatureMatrix(columns));
        return fit;
    }

    public static TreePredictor Predictor(string trainer, Dataset train, LabelData label, TreeEnsemble model, LinkFunction link, FitContext context) =>
        new(label.Name, label.Task, label.Classes, train.Schema.Features, WithCovers(model, train, context), link, new ModelOrigin(trainer, train.RowCount, context.Findings));

    /// <summary>Whether no tree has a split, so that every row gets the same answer.</summary>
    public static bool IsConstant(TreeEnsemble model) => !model.Trees.Any(tree => tree.Depth > 0);

    /// <summary>
    /// FastTree and FastForest begin at 0 and move by splits alone; where none is found, they would stay there. The answer is then the mean of the numbers or the shares of the classes.
    /// </summary>
    public static TreePredictor PriorPredictor(string trainer, Dataset train, LabelData label, float[]? weights, FitContext context)
    {
        NoteNothingToSplit(context, "FTREE001");
        TreeEnsembleBuilder builder = new(train.Schema.Features.Count(), label.Task == TaskKind.Multiclass ? label.Classes.Length : 1);
        if (label.Task == TaskKind.Multiclass)
        {
            double[] sums = ClassWeights(label, weights);
            for (int code = 0; code < sums.Length; code++)
                builder.WithBias(Math.Log(sums[code]), code);
            return Predictor(trainer, train, label, builder.Build(), LinkFunction.Softmax(), context);
        }

        builder.WithBias(Prior(label, weights), 0);
        return Predictor(trainer, train, label, builder.Build(), label.Task == TaskKind.Binary ? LinkFunction.Logit() : LinkFunction.Identity, context);
    }

    /// <summary>The mean of the numbers, or the log odds of the positive class.</summary>
    public static double Prior(LabelData label, float[]? weights = null)
    {
        if (label.Task == TaskKind.Regression)
            return weights is null ? label.Values.ToArray().Average() : label.Values.ToArray().Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum(weight => (double)weight);
        double[] sums = ClassWeights(label, weights);
        return Math.Log(sums[1] / sums[0]);
    }

    // Rows that all weigh nothing leave their class the smallest share there is, so that logarithms stay finite.
    private static double[] ClassWeights(LabelData label, float[]? weights)
    {
        double[] sums = new double[label.Classes.Length];
        ReadOnlySpan<int> codes = label.Codes.Span;
        for (int row = 0; row < codes.Length; row++)
            sums[codes[row]] += weights is null ? 1 : weights[row];
        return Array.ConvertAll(sums, sum => Math.Max(sum, float.Epsilon));
    }

    /// <summary>Says that every row gets the same answer.</summary>
    public static void NoteNothingToSplit(FitContext context, string code) => context.AddFinding(new Finding(code, Severity.Warning, null, "No column could be split, so every row gets the same prediction. Look for constant columns, or give more rows."));

    // Explanations need to know how many rows pass each node, and ML.NET's trees keep no counts. Of large tables evenly spaced rows are enough for shares.
    private static TreeEnsemble WithCovers(TreeEnsemble model, Dataset train, FitContext context)
    {
        int count = Math.Min(train.RowCount, MostCoverRows);
        int[] sample = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * train.RowCount / count))];
        var rows = new float[(long)count * model.FeatureCount];
        new FeatureMatrix([.. train.Features]).Gather(sample, rows);
        float[]? weights = TrainingInput.WeightsOf(train) is { } all ? Array.ConvertAll(sample, row => all[row]) : null;
        return model.WithCovers(rows, weights, context.CancellationToken);
    }
}
