using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Gradient-boosted trees over histograms, without a native library: two classes, several classes and numbers (mean, quantile, Huber, Poisson, gamma). Categories and missing values are learnt from as they
/// are, weights count, features can be held monotone or apart. The same seed gives the same bits on any number of threads.
/// </summary>
/// <remarks>Trees grow leaf by leaf (Ke et al. 2017, "LightGBM") on Newton steps (Chen and Guestrin 2016, equations 5 to 7). Numbers are compared in single precision. A tree costs rows times features, the
/// histogram of the larger child being the parent's less the smaller child's. Levels of a category that training did not see are treated as missing.</remarks>
public sealed class BoostingTrainer(BoostingOptions? options = null) : Trainer<BoostingOptions>(options, LearningJson.Default.BoostingOptions)
{
    // As in LightGBM.
    private const int LeastRowsPerBin = 3;

    /// <inheritdoc/>
    public override string Kind => "boosting";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        LearnerSchema.CheckFeatures(input, problems);
        LearnerSchema.CheckDirections(input, Options.Increasing.Concat(Options.Decreasing), problems);
        LearnerSchema.CheckGroups(input, Options.InteractionGroups, problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(context);
        Column[] columns = [.. train.Features];
        BoostingLoss loss = BoostingLabels.LossFor(Options.Loss, label);
        double[] labels = BoostingLabels.Read(label, loss);
        float[] weights = train.Weight is null ? [] : Array.ConvertAll(TrainingWeights.Of(train), weight => (float)weight);
        int rowsPerLeaf = RowsPerLeaf(train.RowCount, label.Classes.Length, context);
        BinnedFeature[] features = BinnedFeature.Of(columns, Options.MaximumBinCount, Math.Min(LeastRowsPerBin, rowsPerLeaf), context.Parallel);
        var run = new BoostingRun(Options, loss, features, labels, weights, label.Task == TaskKind.Multiclass ? label.Classes.Length : 1, LearnerSchema.Directions(columns, Options.Increasing, Options.Decreasing), InteractionGroups.Of(Options.InteractionGroups, columns), rowsPerLeaf, context);
        TreeEnsemble model = run.Run();
        if (run.HeldCount > 0)
            context.AddFinding(new Finding("BOOST001", Severity.Info, null, FormattableString.Invariant($"{run.Iterations} of at most {Options.TreeCount} trees were kept, those up to the lowest loss of the {run.HeldCount} rows held back.")));
        else if (Options.EarlyStoppingRounds > 0)
            context.AddFinding(new Finding("BOOST004", Severity.Warning, null, FormattableString.Invariant($"Early stopping did not act: of {train.RowCount} rows, ValidationFraction = {Options.ValidationFraction} leaves none to hold back. Give more rows, a larger fraction, or a TreeCount that you trust.")));
        if (!model.Trees.Any(tree => tree.Depth > 0))
            context.AddFinding(new Finding("BOOST002", Severity.Warning, null, "No column could be split, so every row gets the same prediction. Look for constant columns, or give more rows."));
        return new TreePredictor(label.Name, label.Task, label.Classes, train.Schema.Features, model, loss.Link, new ModelOrigin(Kind, train.RowCount, context.Findings));
    }

    private int RowsPerLeaf(int rows, int classes, FitContext context)
    {
        const int usual = 20;
        if (Options.MinimumRowsPerLeaf is { } chosen) return chosen;
        int rowsPerLeaf = Math.Clamp(rows / (10 * Math.Max(2, classes)), 1, usual);
        if (rowsPerLeaf < usual)
            context.AddFinding(new Finding("BOOST003", Severity.Info, null, FormattableString.Invariant($"There are {rows} rows to learn from, so a leaf needs {rowsPerLeaf} rows instead of {usual}. Set MinimumRowsPerLeaf to decide yourself.")));
        return rowsPerLeaf;
    }
}
