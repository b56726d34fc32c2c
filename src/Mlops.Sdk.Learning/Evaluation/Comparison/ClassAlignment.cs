using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Brings predictions of a part of the data to the classes of all of it.</summary>
internal static class ClassAlignment
{
    public static Predictions Align(Predictions predictions, LabelData label, string fold)
    {
        if ((predictions.Task == TaskKind.Regression) != (label.Task == TaskKind.Regression))
            throw new MlopsException("MLO2104", $"In {fold} the label '{label.Name}' reads as {predictions.Task}, in the whole data as {label.Task}: a whole-number label with two values in a part stands for classes. Declare it as Number for regression, or as Category for classes.");
        if (predictions.Task == TaskKind.Regression || predictions.Classes.AsSpan().SequenceEqual(label.Classes.AsSpan())) return predictions;
        int[] map = [.. predictions.Classes.Select(name => label.Classes.IndexOf(name))];
        int from = map.Length, to = label.Classes.Length;
        var probabilities = new double[predictions.RowCount * to];
        var decisions = new int[predictions.RowCount];
        for (int row = 0; row < decisions.Length; row++)
        {
            for (int index = 0; index < from; index++) probabilities[row * to + map[index]] = predictions.Probabilities[row * from + index];
            decisions[row] = map[predictions.Decisions[row]];
        }

        return Predictions.ForClasses(predictions.Label, label.Classes, probabilities, decisions);
    }
}
