using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Instance hardness (Smith, Martinez and Giraud-Carrier 2014): leaves out the rows of large classes that a forest, which had not seen them, gives the least probability of being what they are.</summary>
internal sealed record InstanceHardnessMethod(int Folds) : CuttingMethod
{
    public int Folds { get; init; } = Valid.AtLeast(Folds, 2, nameof(Folds));

    internal override string Name => FormattableString.Invariant($"instance hardness in {Folds} folds");

    internal override IEnumerable<(int Class, int[] Rows)> Kept(RebalanceWork work, int[] target, int[] cut)
    {
        double[] own = OwnProbabilities(work);
        return cut.Select(code => (code, Least(work.Rows[code], Array.ConvertAll(work.Rows[code], row => own[row]), target[code], greatest: true)));
    }

    private double[] OwnProbabilities(RebalanceWork work)
    {
        Dataset data = JudgingRows.Of(work, Name);
        int[] dealt = RowFolds.Deal(data, work.Label, Folds, work.Context.Random.Split("folds"));
        // A row that no forest judged counts as easy.
        var own = new double[data.RowCount];
        Array.Fill(own, 1);
        bool judged = false;
        for (int fold = 0; fold < Folds; fold++)
        {
            work.Context.CancellationToken.ThrowIfCancellationRequested();
            int[] train = Array.FindAll(work.AllRows(), row => dealt[row] != fold), held = Array.FindAll(work.AllRows(), row => dealt[row] == fold);
            // Rows of one class say nothing of the others.
            if (held.Length == 0 || work.ClassesOf(train).Distinct().Count() < 2) continue;
            judged = true;
            Predictor forest = new ForestTrainer().Fit(data.Take(train), work.Context.Run.Child(FormattableString.Invariant($"hardness-{fold + 1}")) with { Observer = null }, work.Context.CancellationToken);
            Predictions said = forest.Score(data.Take(held), work.Context.CancellationToken);
            for (int i = 0; i < held.Length; i++)
            {
                int index = said.Classes.IndexOf(work.Label.Classes[work.Label.Codes.Span[held[i]]]);
                own[held[i]] = index < 0 ? 0 : said.Probabilities[i * said.Classes.Length + index];
            }
        }

        if (!judged)
            throw new MlopsException("MLO1702", $"{Name} cannot judge a row: without any of the folds, which keep groups whole, fewer than two classes are left to learn from. Take RebalanceMethod.RandomUnder, or give the group column the role Ignored.");
        return own;
    }
}
