using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What the linear trainers share: nothing may be missing, features are standardised, weights are folded back.</summary>
internal static class LinearTraining
{
    /// <summary>Throws where the label is a number.</summary>
    public static void RequireClasses(LabelData label, string learner)
    {
        if (label.Task == TaskKind.Regression)
            throw new MlopsException("MLO2204", $"Label '{label.Name}' is a number, and {learner} predicts classes. Use LinearRegressionTrainer, or make the label a category.");
    }

    /// <summary>Throws where the label has classes.</summary>
    public static void RequireNumbers(LabelData label, string learner)
    {
        if (label.Task != TaskKind.Regression)
            throw new MlopsException("MLO2205", $"Label '{label.Name}' has classes ({ErrorText.ShowSome(label.Classes)}), and {learner} predicts numbers. Use LogisticRegressionTrainer.");
    }

    /// <summary>Throws where a feature is missing or infinite: ML.NET would leave such rows out without a word.</summary>
    public static void RequireFinite(Dataset train)
    {
        List<string> bad = [];
        foreach (Column column in train.Features)
        {
            ReadOnlySpan<double> values = column.ToNumbers().Span;
            int count = 0;
            int first = -1;
            for (int row = 0; row < values.Length; row++)
            {
                if (double.IsFinite(values[row]) && float.IsFinite((float)values[row]))
                    continue;
                count++;
                first = first < 0 ? row : first;
            }

            if (count > 0)
                bad.Add(string.Create(CultureInfo.InvariantCulture, $"'{column.Name}' ({count} of {values.Length} rows, first row {first})"));
        }

        if (bad.Count > 0)
            throw new MlopsException("MLO2203", $"A linear model cannot learn from values that are missing or not finite: {string.Join(", ", bad)}. Add .ImputeMissing() before the trainer, and for infinite values .HandleOutliers(new() {{ Action = OutlierAction.MarkMissing }}) before that; or use a tree trainer.");
    }

    public static LinearPredictor Predictor(string trainer, Dataset train, LabelData label, LinearModel model, LinkFunction link, Standardizer standard, FitContext context) =>
        new(label.Name, label.Task, label.Classes, train.Schema.Features, model, link, standard.Centers, new ModelOrigin(trainer, train.RowCount, context.Findings));
}
