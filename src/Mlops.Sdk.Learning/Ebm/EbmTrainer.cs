using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// The explainable boosting machine: a generalised additive model with pairs (Lou, Caruana and Gehrke 2012, 2013), boosted column by column in small steps. Two classes, several classes and numbers (mean, Huber,
/// Poisson, gamma); categories and missing values as they are; weights; shapes held monotone, pairs kept to groups. No native library. The same seed gives the same bits on any number of threads.
/// </summary>
/// <remarks>
/// Each bag learns from its part of the rows and stops by the rest; the model is the mean of the bags, its error bars their standard deviation. A round costs rows times columns. Monotone shapes are the nearest
/// ones to what was learnt, by isotonic regression on the mean. Pairs are ranked by FAST on what the shapes of columns leave. Levels of a category that training did not see are treated as missing.
/// </remarks>
public sealed class EbmTrainer(EbmOptions? options = null) : Trainer<EbmOptions>(options, LearningJson.Default.EbmOptions)
{
    /// <inheritdoc/>
    public override string Kind => "ebm";

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
        LearnerSchema.RefuseDirectionsOfClasses(label, Options.Increasing, Options.Decreasing);
        BoostingLoss loss = BoostingLabels.LossFor(Options.Loss, label);
        double[] labels = BoostingLabels.Read(label, loss);
        Column[] columns = [.. train.Features];
        BinnedFeature[] binned = BinnedFeature.Of(columns, Options.MaximumBinCount, leastRows: 1, context.Parallel);
        int[] useful = [.. Enumerable.Range(0, columns.Length).Where(i => binned[i].IsUseful)];
        int[] levels = [.. columns.Select(column => (column as CategoryColumn)?.Levels.Count ?? 0)];
        EbmTerm[] mains = [.. useful.Select(i => EbmTerm.Single(i, binned[i], levels[i]))];
        int[] directions = LearnerSchema.Directions(columns, Options.Increasing, Options.Decreasing);
        var data = new EbmData(labels, TrainingWeights.Of(train), loss, label.Task == TaskKind.Multiclass ? label.Classes.Length : 1, Options);
        Func<int, int, EbmTerm>? pairs = data.Outputs > 1 ? null : (first, second) => EbmTerm.Pair((useful[first], binned[useful[first]], levels[useful[first]]), (useful[second], binned[useful[second]], levels[useful[second]]), Options.PairBinCount);
        var run = new EbmRun(data, mains, pairs, columns.Length, directions, InteractionGroups.Of(Options.InteractionGroups, columns), context);
        AdditiveModel model = run.Run();
        if (mains.Length == 0)
            context.AddFinding(new Finding("EBM001", Severity.Warning, null, "No column could be parted, so every row gets the same prediction. Look for constant columns, or give more rows."));
        else if (run.Rounds.Any(rounds => rounds > Options.MaximumRounds - Options.EarlyStoppingRounds))
            context.AddFinding(new Finding("EBM002", Severity.Info, null, FormattableString.Invariant($"Some bags were still learning after {Options.MaximumRounds} rounds. Raise MaximumRounds or LearningRate.")));
        return new AdditivePredictor(label.Name, label.Task, label.Classes, train.Schema.Features, model, loss.Link, new ModelOrigin(Kind, train.RowCount, context.Findings));
    }
}
