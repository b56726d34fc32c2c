using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Says of each training row what a model said that had not seen it, so that post-steps learn from all rows. Stands in for the model while they are fitted.</summary>
internal sealed class OutOfFoldPredictor : Predictor
{
    private readonly Predictions _predictions;

    private OutOfFoldPredictor(Predictor model, Predictions predictions, string rowColumn)
        : base(model.Label, model.Task, model.Classes, [.. model.Inputs, new Field(rowColumn, ColumnType.Integer, ColumnRole.Ignored)])
    {
        _predictions = predictions;
        RowColumn = rowColumn;
    }

    public override string Kind => "out_of_fold";

    /// <summary>The column by which a row is found again.</summary>
    public string RowColumn { get; }

    public override Report Report => new GeneralReport(new ReportBuilder($"Out-of-fold predictions of {Label}").Build());

    /// <summary>Fits models on all folds but one and scores that one, in turns.</summary>
    /// <param name="pipeline">The steps and the trainer.</param>
    /// <param name="train">The training data.</param>
    /// <param name="model">The model of all rows, whose classes count.</param>
    /// <param name="folds">How many folds; as many as there are groups where these are fewer.</param>
    /// <param name="run">Seed and observer.</param>
    /// <param name="cancellation">Looked at by each fit.</param>
    /// <returns>The stand-in, and the rows it knows: all, but for folds in time.</returns>
    public static (OutOfFoldPredictor Predictor, int[] Rows) Fit(Pipeline pipeline, Dataset train, Predictor model, int folds, RunContext run, CancellationToken cancellation)
    {
        RequireBothClasses(train, model);
        folds = Math.Min(folds, RequireGroups(train));
        int perRow = Math.Max(model.Classes.Length, 1);
        var values = new double[train.RowCount * perRow];
        var decisions = new int[train.RowCount];
        var known = new bool[train.RowCount];
        int number = 0;
        foreach (Fold fold in train.Folds(folds, run.Child("calibration_split").Seed))
        {
            FittedPipeline fitted = pipeline.Fit(fold.Train, run.Child(FormattableString.Invariant($"calibration_fold-{++number}")), cancellation);
            Predictions said = fitted.Score(fold.Validation, cancellation);
            if ((said.Task == TaskKind.Regression) != (model.Task == TaskKind.Regression))
                throw new MlopsException("MLO1204", $"In fold {number} the label '{model.Label}' reads as {said.Task}, in all rows as {model.Task}. Declare it as Number for regression, or as Category for classes.");
            int[] map = [.. said.Classes.Select(name => model.Classes.IndexOf(name))];
            ReadOnlySpan<double> from = said.Task == TaskKind.Regression ? said.Values : said.Probabilities;
            for (int i = 0; i < said.RowCount; i++)
            {
                int row = fold.ValidationRows.Span[i];
                known[row] = true;
                if (map.Length == 0) values[row] = from[i];
                else decisions[row] = map[said.Decisions[i]];
                for (int index = 0; index < map.Length; index++) values[row * perRow + map[index]] = from[i * map.Length + index];
            }
        }

        Predictions all = model.Task == TaskKind.Regression ? Predictions.ForValues(model.Label, values) : Predictions.ForClasses(model.Label, model.Classes, values, decisions);
        string name = "row";
        while (train.Schema.Contains(name)) name = "_" + name;
        return (new OutOfFoldPredictor(model, all, name), [.. Enumerable.Range(0, train.RowCount).Where(row => known[row])]);
    }

    // The model of the fold that judges the only row of a class would have nothing to learn.
    private static void RequireBothClasses(Dataset train, Predictor model)
    {
        if (model.Task != TaskKind.Binary) return;
        int[] counts = LabelData.ReadFor(train, model.Task, model.Classes).CountClasses();
        if (counts.Min() < 2)
            throw new MlopsException("MLO1205", $"Class {ErrorText.Show(model.Classes[Array.IndexOf(counts, counts.Min())])} of label {ErrorText.Show(model.Label)} has {counts.Min()} row(s), and what comes behind the trainer cannot be learnt in folds from fewer than 2. Collect more rows of it, or leave the post-steps out (with .Rebalance(): TuneDecision = false, Recalibrate = false).");
    }

    // Whole groups are judged by models that saw none of their rows.
    private static int RequireGroups(Dataset train)
    {
        if (train.ColumnWithRole(ColumnRole.Group) is not { } column) return int.MaxValue;
        int groups = RowClasses.OfGroups(column).Members().Length;
        return groups > 1 ? groups
            : throw new MlopsException("MLO1205", $"Group {ErrorText.Show(column.Name)} has one value in all {train.RowCount} rows, and what comes behind the trainer is learnt from groups that a model has not seen. Give the column the role Ignored, or leave the post-steps out (with .Rebalance(): TuneDecision = false, Recalibrate = false).");
    }

    protected internal override void SaveCore(BundleWriter writer) => throw new NotSupportedException("Out-of-fold predictions stand in for a model while post-steps are fitted and are never saved.");

    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        int perRow = Math.Max(Classes.Length, 1);
        int[] rows = Array.ConvertAll(((IntegerColumn)data[RowColumn]).Values.ToArray(), value => (int)value);
        ReadOnlySpan<double> from = Task == TaskKind.Regression ? _predictions.Values : _predictions.Probabilities;
        var values = new double[rows.Length * perRow];
        for (int i = 0; i < rows.Length; i++) from.Slice(rows[i] * perRow, perRow).CopyTo(values.AsSpan(i * perRow));
        return Task == TaskKind.Regression ? Predictions.ForValues(Label, values) : Predictions.ForClasses(Label, Classes, values, Array.ConvertAll(rows, row => _predictions.Decisions[row]));
    }
}
