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
