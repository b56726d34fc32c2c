using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The last part of every tree trainer: check the conversion against the native model, keep the neutral form alone.</summary>
internal static class TreeTraining
{
    /// <summary>Compares native and neutral scores on a sample of the training rows; see <see cref="ConversionCheck"/>.</summary>
    public static NativeTreeFit Checked(NativeTreeFit fit, TrainingInput input, float[]? missing = null)
    {
        int[] sample = ConversionCheck.Sample(input.Rows);
        Column[] columns = [.. input.Columns.Select(column => column.Take(sample))];
        ConversionCheck.Verify(fit, new FeatureMatrix(columns, missing), new FeatureMatrix(columns));
        return fit;
    }

    public static TreePredictor Predictor(string trainer, Dataset train, LabelData label, TreeEnsemble model, LinkFunction link, FitContext context) =>
        new(label.Name, label.Task, label.Classes, train.Schema.Features, model, link, new ModelOrigin(trainer, train.RowCount, context.Findings));
}
