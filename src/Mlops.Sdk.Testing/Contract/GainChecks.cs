using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Testing;

/// <summary>Labels in random order say nothing, so nothing may be learnt from them that seems to be true. What yields a gain all the same looks at rows that it is judged by.</summary>
internal static class GainChecks
{
    private const int Permutations = 40;

    // The size of a standard normal variable is 0.80 in the mean; the mean of 40 is above 1.4 less than once in a million times.
    private const double LargestGain = 1.4;

    /// <summary>What a step shows to the trainer leans no further towards permuted labels than chance has it, in the direction in which it is applied later. Where it encodes by the label, that asks for encoding out of fold.</summary>
    public static void Step(Step step, Dataset train)
    {
        if (train.Label is null) return;
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int round = 0; round < Permutations; round++)
        {
            Dataset permuted = Permuted(train, round);
            double[] label = Codes(permuted.Label!);
            Mlops.Sdk.Extensibility.StepFit made = step.FitTransform(permuted, SavedState.Context((ulong)round));
            Dataset applied = made.Fitted.Transform(permuted);
            foreach (Column shown in made.TrainingOutput!.Features)
            {
                double leaning = Leaning(Codes(shown), label), direction = Leaning(Codes(applied[shown.Name]), label);
                sums[shown.Name] = sums.GetValueOrDefault(shown.Name) + (direction < 0 ? -leaning : leaning);
            }
        }

        foreach ((string name, double sum) in sums)
            ContractChecks.Require(sum / Permutations < LargestGain, $"column '{name}' knows labels that are in random order: it leans towards them by {sum / Permutations:F2} standard deviations in the mean, and chance by 0.80");
    }

    /// <summary>Cross-validated on permuted labels, a model is no better than chance.</summary>
    public static void Model(Pipeline pipeline, Dataset train)
    {
        bool classes = Mlops.Sdk.Extensibility.LabelData.TaskOf(train.Label!) != TaskKind.Regression;
        Metric metric = classes ? Metric.Auc : Metric.R2;
        double mean = 0;
        for (int round = 0; round < 2; round++)
            mean += pipeline.CrossValidate(Permuted(train, round), new() { Folds = 2, Metrics = [metric] }, SavedState.Context((ulong)round))[metric].Mean!.Value / 2;
        ContractChecks.Require(mean < (classes ? 0.62 : 0.15), $"{metric.Name} is {mean:F3} on labels in random order");
    }

    private static Dataset Permuted(Dataset train, int round) =>
        train.With(train.Label!.Take(RandomStream.For((ulong)round, "permuted").Permutation(train.RowCount)));

    // The correlation in standard deviations of its chance distribution.
    private static double Leaning(double[] values, double[] label)
    {
        int[] both = [.. Enumerable.Range(0, values.Length).Where(row => double.IsFinite(values[row]))];
        double correlation = Correlation.Pearson(Array.ConvertAll(both, row => values[row]), Array.ConvertAll(both, row => label[row]));
        return both.Length < 20 || double.IsNaN(correlation) ? 0 : correlation * Math.Sqrt(both.Length - 1);
    }

    private static double[] Codes(Column column) => column switch
    {
        CategoryColumn category => [.. category.Codes.ToArray().Select(code => code < 0 ? double.NaN : code)],
        { IsNumeric: true } => column.ToNumbers().ToArray(),
        _ => Enumerable.Repeat(double.NaN, column.Length).ToArray(),
    };
}
