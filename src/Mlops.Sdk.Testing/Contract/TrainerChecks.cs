namespace Mlops.Sdk.Testing;

internal static class TrainerChecks
{
    public static void Run(ContractChecks checks, Trainer trainer, Dataset train)
    {
        Pipeline pipeline = Pipeline.Empty.Add(trainer);
        FittedPipeline model = pipeline.Fit(train, SavedState.Context());
        Predictor predictor = model.Predictor!;
        Predictions scores = predictor.Score(train);
        checks.Check("fit does not change its input", () => StepChecks.Same(train, StepChecks.Unchanged(train, () => trainer.Fit(train, SavedState.Context()))));
        checks.Check("the same seed gives the same bits on one thread and on two", () => StepChecks.SameBytes(SavedState.Save(model), SavedState.Save(pipeline.Fit(train, SavedState.Context(threads: 1)))));
        PlaceChecks.Run(checks, train, moved =>
        {
            FittedPipeline other = pipeline.Fit(moved, SavedState.Context());
            StepChecks.SameBytes(SavedState.Save(model), SavedState.Save(other));
            Same(scores, other.Score(moved));
        });
        checks.Check("a fit on other data leaves no trace", () =>
        {
            ContractChecks.Allows(() => pipeline.Fit(train.Slice(train.RowCount / 3, train.RowCount / 2), SavedState.Context(seed: 8)));
            StepChecks.SameBytes(SavedState.Save(model), SavedState.Save(pipeline.Fit(train, SavedState.Context())));
        });
        checks.Check("permuted labels yield no gain", () => GainChecks.Model(pipeline, train));
        checks.Check("a culture does not change what is learnt", () => StepChecks.SameBytes(SavedState.Save(model), ContractChecks.InCulture("tr-TR", () => SavedState.Save(pipeline.Fit(train, SavedState.Context())))));
        checks.Check("one row alone gets the same bits as in a batch", () =>
        {
            Dataset all = scores.ToDataset();
            for (int row = 0; row < train.RowCount; row += 17) StepChecks.Same(all.Slice(row, 1), predictor.Score(train.Slice(row, 1)).ToDataset());
        });
        checks.Check("scoring does not need the label", () => Same(scores, predictor.Score(train.Drop(train.Schema.Label!.Name))));
        checks.Check("a missing column is one exception that names it", () =>
        {
            foreach (Field input in predictor.Inputs.Take(3))
                ContractChecks.RequireThrows<SchemaMismatchException>(() => predictor.Score(train.Drop(input.Name)), input.Name);
        });
        checks.Check("missing and mistyped columns are one exception that names them all", () => StepChecks.Mismatch(predictor.Inputs, train, data => predictor.Score(data)));
        checks.Check("extra columns pass and the order of columns does not matter", () =>
            Same(scores, predictor.Score(train.With(new NumberColumn("zz_extra", new double[train.RowCount])).Select(train.Schema.Select(field => field.Name).Append("zz_extra").Reverse()))));
        checks.Check("probabilities add up to one", () => Probabilities(scores));
        checks.Check("a loaded model gives the same bits and saves to the same bytes", () =>
        {
            byte[] bundle = SavedState.Save(model);
            FittedPipeline loaded = SavedState.Load(bundle);
            Same(scores, loaded.Score(train));
            StepChecks.SameBytes(bundle, SavedState.Save(loaded));
        });
        checks.Check("many threads at once get the right answer", () => Parallel.For(0, 8, _ => Same(scores, predictor.Score(train))));
        checks.Check("no rows give no rows", () => ContractChecks.Require(predictor.Score(train.Slice(0, 0)).RowCount == 0, "rows appeared"));
        checks.Check("a label that cannot be learnt from is refused by name", () => Labels(trainer, train));
        checks.Check("strange data is defined", () =>
        {
            foreach (Dataset strange in StrangeData.Of(train)) ContractChecks.Allows(() => trainer.Fit(strange, SavedState.Context()).Score(train));
        });
        checks.Check("strange rows are scored row for row", () =>
        {
            foreach (Dataset strange in StrangeData.Of(train))
                ContractChecks.Allows(() => Finite(predictor.Score(strange), strange.RowCount));
        });
        WorkChecks.Run(checks, trainer, train, (data, context, cancellation) => trainer.Fit(data, context, cancellation).Report);
        checks.Check("the report shows itself", () => StepChecks.Rendered(predictor.Report));
    }

    internal static void Same(Predictions expected, Predictions actual)
    {
        string? difference = SameBits.Difference(expected, actual);
        ContractChecks.Require(difference is null, difference ?? "");
    }

    internal static void Probabilities(Predictions scores)
    {
        if (scores.Task == TaskKind.Regression) return;
        int classes = scores.Classes.Length;
        for (int row = 0; row < scores.RowCount; row++)
        {
            double sum = 0;
            foreach (double probability in scores.Probabilities.Slice(row * classes, classes)) sum += probability;
            ContractChecks.Require(Math.Abs(sum - 1) < 1e-6, $"row {row} adds up to {sum}");
        }
    }

    private static void Finite(Predictions scores, int rows)
    {
        ContractChecks.Require(scores.RowCount == rows, $"{rows} rows got {scores.RowCount} answers");
        Probabilities(scores);
    }

    private static void Labels(Trainer trainer, Dataset train)
    {
        string label = train.Schema.Label!.Name;
        if (train[label] is CategoryColumn classes)
        {
            string one = classes.GetLevel(0)!;
            ContractChecks.RequireThrows<MlopsException>(() => trainer.Fit(train.Filter(row => row.Text(label) == one)), label);
        }

        Column hole = train[label] is CategoryColumn category
            ? CategoryColumn.FromValues(label, Enumerable.Range(0, category.Length).Select(row => row == 3 ? null : category.GetLevel(row)))
            : new NumberColumn(label, train[label].ToNumbers().ToArray().Select((value, row) => row == 3 ? double.NaN : value).ToArray());
        ContractChecks.RequireThrows<MlopsException>(() => trainer.Fit(train.With(hole)), "row 3");
        ContractChecks.RequireThrows<SchemaMismatchException>(() => trainer.Fit(train.Drop(label)), "Label");
    }
}
