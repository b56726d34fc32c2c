using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Instance hardness (Smith, Martinez and Giraud-Carrier 2014): leaves out the rows of large classes that a forest, which had not seen them, gives the least probability of being what they are.</summary>
internal sealed record InstanceHardnessMethod(int Folds) : CuttingMethod
{
    internal override string Name => FormattableString.Invariant($"instance hardness in {Folds} folds");

    internal override IEnumerable<(int Class, int[] Rows)> Kept(RebalanceWork work, int[] target, int[] cut)
    {
        double[] hardness = OwnProbabilities(work);
        return cut.Select(code => (code, Least(work.Rows[code], Array.ConvertAll(work.Rows[code], row => hardness[row]), target[code], greatest: true)));
    }

    private double[] OwnProbabilities(RebalanceWork work)
    {
        string[] others = [.. work.Train.Schema.Features.Where(field => !field.IsNumeric && field.Type != ColumnType.Category).Select(field => field.Name)];
        Dataset data = others.Aggregate(work.Train, (current, name) => current.WithRole(name, ColumnRole.Ignored));
        if (!data.Schema.Features.Any())
            throw new MlopsException("MLO1702", $"{Name} needs features that are numbers, flags or categories, and there is none. Encode the data first, or take RebalanceMethod.RandomUnder.");
        var own = new double[data.RowCount];
        int number = 0;
        foreach (Fold fold in data.Folds(Math.Min(Folds, data.RowCount), work.Context.Random.Split("folds").NextUInt64()))
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> rows = fold.ValidationRows.Span;
            // A fold whose training rows are of one class says nothing of the others.
            if (LabelData.ReadFor(fold.Train, work.Label.Task, work.Label.Classes).CountClasses().Count(count => count > 0) < 2) continue;
            Predictor forest = new ForestTrainer().Fit(fold.Train, work.Context.Run.Child(FormattableString.Invariant($"hardness-{++number}")) with { Observer = null }, work.Context.CancellationToken);
            Predictions said = forest.Score(fold.Validation, work.Context.CancellationToken);
            for (int i = 0; i < rows.Length; i++)
            {
                int index = said.Classes.IndexOf(work.Label.Classes[work.Label.Codes.Span[rows[i]]]);
                own[rows[i]] = index < 0 ? 0 : said.Probabilities[i * said.Classes.Length + index];
            }
        }

        return own;
    }
}
